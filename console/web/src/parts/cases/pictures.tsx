import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Popconfirm, Upload } from 'antd'
import type { CasePage } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { ApiError, pathOf, post, upload } from '../../api.ts'
import { t } from '../../language.ts'
import { shortTime } from '../../time.ts'
import { Photo } from '../photo.tsx'

const LARGEST = 5 * 1024 * 1024

interface Props {
  page: CasePage
  after: () => Promise<void>
}

/** Pictures of what was done; whoever handles the case adds them and takes away what should not be there. */
export function CasePictures({ page, after }: Props) {
  const { act, busy, refusal } = useAct(after)
  const path = (...more: string[]) => pathOf(['cases', page.code, 'pictures', ...more])
  const may = page.may.includes('picture')
  return (
    <div className="case-pictures">
      {page.pictures.map(({ id, name, by, at }) => (
        <figure key={id}>
          <Photo src={path(id)} name={name} />
          <figcaption className="muted">
            {by} · {shortTime(at)}
            {may && (
              <Popconfirm
                title={t('删除这张图片？', 'Remove this picture?')}
                onConfirm={() => void act(() => post(path(id, 'remove')))}
              >
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={`${t('删除', 'Remove')} ${name}`}
                />
              </Popconfirm>
            )}
          </figcaption>
        </figure>
      ))}
      {may && (
        <Upload
          accept="image/jpeg,image/png,image/webp"
          showUploadList={false}
          disabled={busy}
          beforeUpload={(file) => {
            void act(() => add(path(), file))
            return false
          }}
        >
          <Button icon={<PlusOutlined />} loading={busy}>
            {t('上传办理图片', 'Add a picture of the work')}
          </Button>
        </Upload>
      )}
      {may && (
        <p className="muted">
          {t(
            'JPEG、PNG、WebP，每张不超过 5 MB，最多 6 张。照片里的拍摄地点、时间和手机型号会自动去掉。别拍到群众的脸和证件。',
            'JPEG, PNG, WebP of up to 5 MB, at most 6. Place, time and telephone are taken out of them. No faces or papers of residents.',
          )}
        </p>
      )}
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
    </div>
  )
}

/** Before a large file is on its way for minutes, it is said that it is too large. */
async function add(path: string, file: File) {
  if (file.size > LARGEST)
    throw new ApiError(413, 'too-large', t('图片超过 5 MB，请压缩后再传', 'The picture is larger than 5 MB'))
  return upload(path, file)
}
