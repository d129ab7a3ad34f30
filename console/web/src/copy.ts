/**
 * Puts a text on the clipboard. Browsers give it only to pages that come over HTTPS; elsewhere the text is selected and copied as
 * by hand. Throws where neither is let.
 */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text)
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  if (!copied) throw new Error('the browser does not let it be copied')
}
