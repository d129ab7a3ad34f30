import { Form, Input } from 'antd'
import { useState } from 'react'
import { pathOf, send } from '../../api.ts'
import { counted, t } from '../../language.ts'
import { go } from '../../route.ts'
import { Ask } from '../ask.tsx'
import { WhyField } from './steps.tsx'

interface Props {
  onChanged: () => Promise<void>
  onClosed: () => void
}

/** A zip of a keywords folder becomes a new draft. */
export function ImportRules({ onChanged, onClosed }: Props) {
  const [file, setFile] = useState<File | null>(null)
  const request = async ({ why }: { why: string }) => {
    if (!file) throw new Error(t('请选择文件', 'Choose a file'))
    const path = pathOf(['rules', 'import'], { why: why.trim() })
    const made = await send<{ number: number; mistakes: object[] }>(path, file, 'application/zip')
    await onChanged()
    go('rules', String(made.number))
    return made
  }
  return (
    <Ask
      title={t('导入规则', 'Import rules')}
      says={t(
        '选一个导出的压缩包（zip）。它会成为一份新草稿，不影响现在的运行。',
        'An exported zip becomes a new draft. What runs stays as it is.',
      )}
      ok={t('导入', 'Import')}
      request={request}
      done={({ number, mistakes }) =>
        mistakes.length > 0
          ? t(
              `已成为草稿 v${number}，有 ${mistakes.length} 处要先改好`,
              `Draft v${number}, with ${counted(mistakes.length, 'mistake')} to mend`,
            )
          : t(`已成为草稿 v${number}`, `Draft v${number}`)
      }
      onClosed={onClosed}
    >
      <Form.Item label={t('压缩包', 'Zip file')} htmlFor="rules-zip">
        <Input
          id="rules-zip"
          type="file"
          accept=".zip,application/zip"
          onChange={(e) => setFile(e.target.files?.[0] ?? null)}
        />
      </Form.Item>
      <WhyField />
    </Ask>
  )
}
