import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A line to the gateway that can be cut without either end being told. */
export async function openLine(endpoint: string) {
  const [host, port] = endpoint.split(':') as [string, string]
  let whole = true
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), host)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (data) => whole && to.write(data))
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => void (whole = false),
    mend() {
      for (const socket of sockets) socket.destroy()
      sockets.clear()
      whole = true
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
