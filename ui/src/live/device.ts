// A name for this tab, as the server's ids are written: 41 bits of milliseconds since 2000, 22 of chance.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const EPOCH_MS = Date.UTC(2000, 0, 1)
const KEY = 'lamplight.device'

export function idText(id: bigint): string {
  let text = ''
  for (let rest = id, digit = 0; digit < 13; digit += 1, rest >>= 5n) {
    text = ALPHABET[Number(rest & 31n)] + text
  }
  return text
}

export function deviceId(): string {
  const stored = sessionStorage.getItem(KEY)
  if (stored) return stored
  const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
  const id = idText((BigInt(Date.now() - EPOCH_MS) << 22n) | BigInt(random & 0x3fffff))
  sessionStorage.setItem(KEY, id)
  return id
}
