import { Button } from 'antd'

interface Props {
  title: string
  says?: string
  /** what the button does */
  again: string
  onAgain: () => void
}

/** In place of what cannot be shown; on the way of every first load, so it is light. */
export const Failed = ({ title, says, again, onAgain }: Props) => (
  <section className="failed" role="alert">
    <h1>{title}</h1>
    {says && <p className="muted">{says}</p>}
    <Button type="primary" onClick={onAgain}>
      {again}
    </Button>
  </section>
)
