import { LANGUAGE_KEY, t, type Language } from '../language.ts'

/** Texts are chosen while the page is loaded, so it is loaded anew. */
export function otherLanguage() {
  localStorage.setItem(LANGUAGE_KEY, t<Language>('en', 'zh'))
  location.reload()
}
