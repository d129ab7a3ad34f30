import { Modal } from 'antd'
import { useEffect, useState } from 'react'
import { t } from '../language.ts'
import '../styles/photo.css'

/**
 * A picture that the server gives out as a file: small, and large for whoever presses it. Where there is none (any more),
 * its name.
 */
export function Photo({ src, name }: { src: string; name: string }) {
  const url = useFile(src)
  const [large, setLarge] = useState(false)
  if (!url) return <span className="muted">{`${t('[图片]', '[picture]')} ${name}`}</span>
  return (
    <>
      <button
        type="button"
        className="photo"
        aria-label={`${t('放大图片', 'Enlarge the picture')} ${name}`}
        onClick={() => setLarge(true)}
      >
        <img src={url} alt={name} />
      </button>
      <Modal
        open={large}
        footer={null}
        title={name}
        width="min(92vw, 1000px)"
        onCancel={() => setLarge(false)}
      >
        <img src={url} alt={name} className="photo-large" />
      </Modal>
    </>
  )
}

/** An address of the page's own for what a path answers; null until it is there, and where nothing is. */
function useFile(src: string): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const away = new AbortController()
    let made: string | null = null
    setUrl(null)
    fetch(src, { signal: away.signal })
      .then((answer) => (answer.ok ? answer.blob() : null))
      .then((file) => {
        if (!file || away.signal.aborted) return
        made = URL.createObjectURL(file)
        setUrl(made)
      })
      // What cannot be shown is told by its name.
      .catch(() => undefined)
    return () => {
      away.abort()
      if (made) URL.revokeObjectURL(made)
    }
  }, [src])
  return url
}
