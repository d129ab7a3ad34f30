/** Hides what identifies a person in everything that is posted or listed: telephone and identity numbers. */
export function maskNumbers(text: string): string {
  return text
    .replace(/(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g, '$1********$2')
    .replace(/(?<!\d)(1[3-9]\d)[\s-]?\d{4}[\s-]?(\d{4})(?!\d)/g, '$1****$2')
    .replace(/(?<!\d)(0\d{2,3}[-\s]?)\d{5,6}(\d{2})(?!\d)/g, '$1******$2')
}
