import type { ReactNode } from 'react'

/** The heading of a view with what it is for; `children`: what can be done there. */
export const SectionHead = ({
  title,
  says,
  children,
}: {
  title: string
  says: string | undefined
  children?: ReactNode
}) => (
  <header className="section-head">
    <h2>{title}</h2>
    {children}
    {says && <span className="muted">{says}</span>}
  </header>
)
