/// A fingerprint of sentence pairs, by which resuming and evaluating notice a different corpus.
///
/// FNV-1a of 128 bits over the UTF-8 bytes in order, as 32 hexadecimal digits. 0xFE follows each
/// source and 0xFF each target; neither occurs in UTF-8, so no two lists feed it the same bytes.
/// It guards against mistakes, not against forgery.
/// Source: Fowler, Noll, Vo, Eastlake, "The FNV Non-Cryptographic Hash Algorithm".
package func corpusDigest(of pairs: some Sequence<SentencePair>) -> String {
  var digest = FNV1a()
  for pair in pairs {
    digest.add(pair.source.utf8)
    digest.add(CollectionOfOne(0xFE))
    digest.add(pair.target.utf8)
    digest.add(CollectionOfOne(0xFF))
  }
  return digest.hexadecimal
}

/// The 128-bit FNV-1a hash.
struct FNV1a {
  private(set) var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  mutating func add(_ bytes: some Sequence<UInt8>) {
    let prime: UInt128 = 1 << 88 + 0x13b
    for byte in bytes { state = (state ^ UInt128(byte)) &* prime }
  }

  var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 32 - digits.utf8.count) + digits
  }
}
