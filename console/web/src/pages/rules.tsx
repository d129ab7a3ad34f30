export default function Rules() {
  return null
}
