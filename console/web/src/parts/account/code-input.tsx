import { Input, type InputProps } from 'antd'

/** A one-time code: browsers and telephones fill it in by themselves. */
export const CodeInput = (props: InputProps) => (
  <Input {...props} autoComplete="one-time-code" inputMode="text" maxLength={40} className="code" />
)
