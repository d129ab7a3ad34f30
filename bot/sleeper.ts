/** A sleep (ms) that a wake-up ends, also one that came just before it. */
export function createSleeper() {
  let woken = false
  let rouse = () => {}
  return {
    wake() {
      woken = true
      rouse()
    },
    async sleep(ms: number): Promise<void> {
      if (!woken && ms > 0) {
        let timer: NodeJS.Timeout | undefined
        await new Promise<void>((resolve) => {
          rouse = resolve
          timer = setTimeout(resolve, ms)
        })
        clearTimeout(timer)
      }
      woken = false
    },
  }
}
