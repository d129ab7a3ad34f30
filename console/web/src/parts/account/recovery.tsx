import { Alert, Button, Typography } from 'antd'
import { t } from '../../language.ts'

/** The codes on paper, which are shown this once. */
export function Recovery({ codes, onDone }: { codes: string[]; onDone: () => Promise<void> }) {
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title={t('请现在抄下这十个备用码', 'Write down these ten codes now')}
        description={t(
          '手机丢了，每个能登录一次。它们只显示这一次，请放在别人拿不到的地方。',
          'If the phone is lost, each opens your account once. They are not shown again; keep them where nobody finds them.',
        )}
      />
      <ol className="recovery code">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p className="recovery-foot">
        <Typography.Text copyable={{ text: codes.join('\n') }}>{t('复制全部', 'Copy all')}</Typography.Text>
        <Button type="primary" onClick={() => void onDone()}>
          {t('我已抄好', 'I have them')}
        </Button>
      </p>
    </>
  )
}
