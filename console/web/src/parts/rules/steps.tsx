import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { Checked, RuleVersions } from '../../../../server/schemas.ts'
import { ApiError, pathOf, post, remove } from '../../api.ts'
import { counted, t } from '../../language.ts'
import { go } from '../../route.ts'
import { Ask } from '../ask.tsx'
import { versionName, type Step, type VersionRow } from './place.ts'

/** What is asked before it is done. */
export type Asked = Exclude<Step, 'draft'> | 'end-shadow' | 'end-trial' | 'discard' | 'back'

interface Given {
  why?: string
  area?: string
  despite?: string
}

interface Props {
  asked: Asked
  versions: RuleVersions
  version: VersionRow
  onChanged: () => Promise<void>
  onClosed: () => void
}

/** Asks why, and does one step of a version's life. */
export function AskStep({ asked, versions, version, onChanged, onClosed }: Props) {
  const [broken, setBroken] = useState(false)
  const { title, says, ok, done, danger } = textsOf(asked, versions, version)
  const request = (given: Given) =>
    doStep(asked, versions, version, given).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'broken-examples') setBroken(true)
      throw error
    })
  return (
    <Ask<Given, string>
      title={title}
      says={says}
      ok={ok}
      danger={danger}
      request={request}
      done={(answer) => answer || done}
      after={onChanged}
      onClosed={onClosed}
    >
      {asked === 'trial' && (
        <Form.Item
          name="area"
          label={t('在哪个乡镇试', 'In which township')}
          rules={[{ required: true, message: t('请选择乡镇', 'Choose a township') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={versions.areas.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Form.Item>
      )}
      {asked !== 'check' && asked !== 'discard' && <WhyField />}
      {broken && <Despite />}
    </Ask>
  )
}

export const WhyField = () => (
  <Form.Item
    name="why"
    label={t('为什么（会记进版本记录）', 'Why (kept with the version)')}
    rules={[{ required: true, whitespace: true, message: t('请写一句为什么', 'Say why') }]}
  >
    <Input maxLength={500} />
  </Form.Item>
)

/** Asked for once the server has said which examples are broken. */
const Despite = () => (
  <Form.Item
    name="despite"
    label={t('有例句不成立，为什么照样启用', 'Examples are broken: why all the same')}
    rules={[{ required: true, whitespace: true, message: t('请写明理由', 'Give a reason') }]}
  >
    <Input autoFocus maxLength={500} />
  </Form.Item>
)

const SCOPE = { shadow: 'shadow', everywhere: 'everywhere' } as const

/** Answers what is to be said when it is done; empty: the usual. */
async function doStep(
  asked: Asked,
  versions: RuleVersions,
  version: VersionRow,
  given: Given,
): Promise<string> {
  const number = String(version.number)
  const why = given.why?.trim() ?? ''
  if (asked === 'check') return check(version)
  if (asked === 'discard') {
    await remove(pathOf(['rules', 'drafts', number]))
    go('rules')
  } else if (asked === 'back') await post('/api/rules/back', { why })
  else if (asked === 'end-shadow') await post('/api/rules/end', { scope: 'shadow', why })
  else if (asked === 'end-trial') {
    const trials = versions.trials.filter((trial) => trial.version === version.number)
    for (const { area } of trials) await post('/api/rules/end', { scope: area, why })
  } else {
    const scope = asked === 'trial' ? (given.area ?? '') : SCOPE[asked]
    const despite = given.despite?.trim()
    const path = pathOf(['rules', 'versions', number, 'activate'])
    await post(path, { scope, why, ...(despite && { despite }) })
  }
  return ''
}

async function check({ number, revision }: VersionRow): Promise<string> {
  const { checked, mistakes, examples } = await post<Checked>(
    pathOf(['rules', 'drafts', String(number), 'check']),
    { revision },
  )
  if (!checked)
    throw new Error(mistakes.map(({ file, line, reason }) => `${reason} (${file}:${line})`).join('\n'))
  const count = examples.broken.length
  return count === 0
    ? ''
    : t(
        `检查通过；${examples.of} 条例句里有 ${count} 条不再成立，启用时要写明理由`,
        `Checked; ${count} of ${counted(examples.of, 'example')} broken, which has to be justified`,
      )
}

interface Texts {
  title: string
  says: string
  ok: string
  done: string
  danger?: boolean
}

function textsOf(asked: Asked, versions: RuleVersions, { number }: VersionRow): Texts {
  const v = `v${number}`
  const now = versionName(versions.everywhere)
  const back = versionName(versions.back)
  return {
    check: {
      title: t(`检查 ${v}`, `Check ${v}`),
      says: t(
        '逐条检查有没有写错的地方，并把留存的例句全判一遍。通过后这一版就定下来，不能再改；要改就另起草稿。',
        'Looks for mistakes and judges all kept examples. A checked version cannot be changed any more.',
      ),
      ok: t('检查', 'Check'),
      done: t('检查通过', 'Checked'),
    },
    shadow: {
      title: t(`影子运行 ${v}`, `Run ${v} as a shadow`),
      says: t(
        '新规则在后台把每条消息再判一遍，只记下和现在不一样的判断：不回话、不立案、不进待审。看一两天再说。',
        'It judges every message beside what runs and only notes differences: no reply, no case, no flag.',
      ),
      ok: t('开始影子运行', 'Start'),
      done: t('影子运行已开始', 'The shadow runs'),
    },
    trial: {
      title: t(`${v} 在一个乡镇试点`, `Try ${v} in one township`),
      says: t(
        `这个乡镇的群马上改用 ${v}，别的地方仍用${now}。`,
        `Its groups use ${v} at once; others keep ${now}.`,
      ),
      ok: t('开始试点', 'Start'),
      done: t('试点已开始', 'The trial runs'),
    },
    everywhere: {
      title: t(`全面启用 ${v}`, `Use ${v} everywhere`),
      says: t(
        `全县的群马上改用 ${v}，原来是${now}。不合适可以一步退回。`,
        `All groups use ${v} at once instead of ${now}. One step leads back.`,
      ),
      ok: t('全面启用', 'Activate'),
      done: t(`${v} 已全面启用`, `${v} runs everywhere`),
    },
    'end-shadow': {
      title: t('结束影子运行', 'End the shadow'),
      says: t('不再比较。已经记下的结果留着。', 'No more comparing. What was noted stays.'),
      ok: t('结束', 'End'),
      done: t('影子运行已结束', 'Ended'),
    },
    'end-trial': {
      title: t('结束试点', 'End the trial'),
      says: t(`试点乡镇马上改回${now}。`, `The township uses ${now} again.`),
      ok: t('结束', 'End'),
      done: t('试点已结束', 'Ended'),
    },
    discard: {
      title: t(`放弃草稿 ${v}`, `Throw draft ${v} away`),
      says: t(
        '草稿里的改动全部作废，找不回来。现在运行的规则不变。',
        'All its changes are lost. What runs stays.',
      ),
      ok: t('放弃草稿', 'Throw away'),
      done: t('草稿已放弃', 'Thrown away'),
      danger: true,
    },
    back: {
      title: t(`退回${back}`, `Back to ${back}`),
      says: t(
        `全县马上改回${back}。现在的${now}不会删掉，随时可以再启用。`,
        `${back} runs everywhere at once. ${now} is kept and can be used again.`,
      ),
      ok: t('退回', 'Go back'),
      done: t(`已退回${back}`, `Back to ${back}`),
      danger: true,
    },
  }[asked]
}
