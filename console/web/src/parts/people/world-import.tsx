import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Checkbox, Space, Upload } from 'antd'
import { useState } from 'react'
import type { ImportPreview } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { pathOf, upload } from '../../api.ts'
import { t } from '../../language.ts'
import { Preview } from './world-changes.tsx'

interface Chosen {
  file: File
  preview: ImportPreview
}

/** The county as a file: taken in after a look at what it changes, and taken out. */
export default function WorldFiles() {
  return (
    <div className="people-files">
      <Import />
      <Export />
    </div>
  )
}

function Import() {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const { act, busy, refusal } = useAct()
  const look = (file: File) =>
    act(async () => {
      setChosen(null)
      setChosen({ file, preview: await upload<ImportPreview>(pathOf(['county', 'preview']), file) })
    })
  const take = ({ file, preview }: Chosen) =>
    act(
      () => upload(pathOf(['county', 'import'], { version: preview.version }), file),
      () => t('已导入', 'Imported'),
    ).then((done) => done && setChosen(null))
  return (
    <Card title={t('导入', 'Import')} size="small">
      <p className="muted people-lead">
        {t(
          '先填好模板（Excel），或用世界文件（YAML）。选好文件后先看改动，确认了再导入；文件里没有的保持不变。',
          'Fill in the template (Excel), or take a world file (YAML). You see what changes before anything is loaded; what the file lacks stays.',
        )}
      </p>
      <Upload.Dragger
        accept=".xlsx,.yaml,.yml"
        maxCount={1}
        showUploadList={false}
        disabled={busy}
        beforeUpload={(file) => {
          void look(file)
          return false
        }}
      >
        <InboxOutlined className="people-drop" />
        <p>
          {busy
            ? t('正在读…', 'Reading…')
            : t('点这里选文件，或把文件拖进来', 'Choose a file, or drop it here')}
        </p>
        <p className="muted">{t('.xlsx 最大 8 MB，.yaml 最大 2 MB', '.xlsx up to 8 MB, .yaml up to 2 MB')}</p>
      </Upload.Dragger>
      {refusal && <Alert type="error" showIcon title={refusal} className="people-refusal" role="alert" />}
      {chosen && (
        <section className="people-preview" aria-label={t('改动预览', 'Preview')}>
          <h2>{t(`“${chosen.file.name}”会改什么`, `What “${chosen.file.name}” changes`)}</h2>
          <Preview preview={chosen.preview} />
          <Space className="people-buttons">
            <Button
              type="primary"
              loading={busy}
              disabled={chosen.preview.problems.length > 0 || !hasChanges(chosen.preview)}
              onClick={() => take(chosen)}
            >
              {t('导入', 'Import')}
            </Button>
            <Button disabled={busy} onClick={() => setChosen(null)}>
              {t('不导入', 'Cancel')}
            </Button>
          </Space>
        </section>
      )}
    </Card>
  )
}

const hasChanges = ({ counts }: ImportPreview) => counts.some((c) => c.added + c.changed + c.removed > 0)

function Export() {
  const [members, setMembers] = useState(false)
  const link = (form: string) =>
    pathOf(['county', 'file'], { form, ...(members && form !== 'template' && { members }) })
  return (
    <Card title={t('导出', 'Export')} size="small">
      <p className="people-lead">
        <Button icon={<DownloadOutlined />} href={link('template')}>
          {t('下载空白模板（Excel）', 'Download the empty template (Excel)')}
        </Button>
      </p>
      <p className="muted people-lead">
        {t(
          'Excel 里有区域、单位、人员、群；YAML 里还有分派、时限、现成答复和设置。改好以后都可以再导入。',
          'Excel holds areas, offices, staff and groups; YAML dispatch, deadlines, answers and settings as well. Both can be imported again.',
        )}
      </p>
      <p className="people-lead">
        <Checkbox checked={members} onChange={(event) => setMembers(event.target.checked)}>
          {t(
            '连同群成员（个人信息，导出会记入审计）',
            'With members of groups (personal data; the export is recorded)',
          )}
        </Checkbox>
      </p>
      <Space wrap>
        <Button icon={<DownloadOutlined />} href={link('xlsx')}>
          {t('导出 Excel', 'Export Excel')}
        </Button>
        <Button icon={<DownloadOutlined />} href={link('yaml')}>
          {t('导出 YAML', 'Export YAML')}
        </Button>
      </Space>
    </Card>
  )
}
