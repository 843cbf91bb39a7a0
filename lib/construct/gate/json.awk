# The text is looked at in pieces of so many bytes: copies of its whole rest would take long.
function ahead() { return substr(text, at, 256) }
function next_byte() { return substr(text, at, 1) }
function skip_space() { while (match(ahead(), /^[ \t\r\n]+/)) at += RLENGTH }
function bad() { broken = 1; at = size + 1; return "" }
function utf8(n) {
  if (n == 0) return "\300\200"
  if (n < 128) return sprintf("%c", n)
  if (n < 2048) return sprintf("%c%c", 192 + int(n / 64), 128 + n % 64)
  if (n < 65536) return sprintf("%c%c%c", 224 + int(n / 4096), 128 + int(n / 64) % 64, 128 + n % 64)
  return sprintf("%c%c%c%c", 240 + int(n / 262144), 128 + int(n / 4096) % 64, 128 + int(n / 64) % 64, 128 + n % 64)
}
function four_digits(   n, i) {
  if (substr(text, at, 4) !~ /^[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]$/) return bad()
  for (i = 1; i <= 4; i++) n = n * 16 + index("0123456789abcdef", tolower(substr(text, at++, 1))) - 1
  return n
}
function string(   value, escape, code) {
  at++
  while (at <= size) {
    if (match(ahead(), /^[^"\\\001-\037]+/)) { value = value substr(text, at, RLENGTH); at += RLENGTH; continue }
    if (next_byte() == "\"") { at++; return value }
    escape = substr(text, at + 1, 1)
    if (next_byte() != "\\" || escape == "") return bad()
    at += 2
    if (escape == "u") {
      code = four_digits()
      if (code >= 55296 && code < 56320 && substr(text, at, 6) ~ /^\\u[dD][c-fC-F]/) {
        at += 2
        code = 65536 + (code - 55296) * 1024 + four_digits() - 56320
      }
      value = value utf8(code)
    } else if (index("\"\\/", escape)) value = value escape
    else if (index("bfnrt", escape)) value = value substr("\b\f\n\r\t", index("bfnrt", escape), 1)
    else return bad()
  }
  return bad()
}
# What stands between the brackets of an object or a list.
function entries(path, close_,   i, key) {
  at++
  skip_space()
  if (next_byte() == close_) { at++; return }
  for (i = 0; !broken; i++) {
    key = i
    if (close_ == "}") {
      skip_space()
      if (next_byte() != "\"") return bad()
      key = string()
      skip_space()
      if (next_byte() != ":") return bad()
      at++
    }
    take(path == "" ? key : path "." key)
    skip_space()
    if (next_byte() == close_) { at++; return }
    if (next_byte() != ",") return bad()
    at++
  }
}
# Takes the next value; one that holds no others is kept in `values` under the path where it stands.
function take(path,   piece) {
  skip_space()
  if (next_byte() == "{") return entries(path, "}")
  if (next_byte() == "[") return entries(path, "]")
  if (next_byte() == "\"") { values[path] = "\"" string() "\""; return }
  if (!match(ahead(), /^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)/)) return bad()
  piece = substr(text, at, RLENGTH)
  at += RLENGTH
  values[path] = piece ~ /^[tfn]/ ? piece : sprintf("%.17g", piece + 0)
}
function read(json) {
  split("", values)
  text = json
  size = length(text)
  at = 1
  take("")
  skip_space()
  if (at <= size) bad()
}
