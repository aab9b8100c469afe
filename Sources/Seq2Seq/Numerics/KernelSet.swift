import CKernels

/// An instruction set that the kernels are compiled for. Results are equal bit for bit within one
/// set, and differ in the last places between sets.
package enum KernelSet: String, CaseIterable, Sendable {
  /// Four lanes: SSE2 on x86-64, NEON on arm64.
  case portable
  /// Eight lanes, fused multiply-add.
  case avx2
  /// Sixteen lanes; bfloat16 in hardware where the machine has that.
  case avx512
  /// avx512 with matrix units for bfloat16 (AMX); in float32 the same bits as avx512.
  case amx

  /// The sets that this machine can run, slowest first.
  package static var available: [KernelSet] { allCases.filter { $0.table != nil } }

  /// The fastest one, unless the environment variable `S2S_KERNELS` names another that this machine
  /// has.
  package static let preferred: KernelSet =
    (try? requested()) ?? available.last ?? .portable

  /// The environment variable that chooses a set.
  package static let variable = "S2S_KERNELS"

  /// The set that the environment asks for; nil where it does not ask.
  ///
  /// - Throws: `KernelSetError` for a name that is not a set, or a set that this machine lacks.
  package static func requested() throws(KernelSetError) -> KernelSet? {
    guard let name = environmentValue(variable), !name.isEmpty else { return nil }
    guard let wanted = KernelSet(rawValue: name) else { throw .unknown(name) }
    guard wanted.table != nil else { throw .absent(wanted) }
    return wanted
  }

  /// The slowest set that gives the same bits as this one.
  func arithmetic(_ precision: NumberFormat) -> KernelSet {
    self == .amx && precision != .bfloat16 ? .avx512 : self
  }

  /// Whether this machine multiplies bfloat16 in hardware with this set. Elsewhere factors are
  /// rounded and multiplied as float32, to the same bits, which is slower than float32 itself.
  package var hasBfloat16: Bool { table.map { $0.pointee.has_bfloat16 != 0 } ?? false }

  /// Whether this machine multiplies bytes in hardware with this set (AVX-512 VNNI). Elsewhere it
  /// takes more instructions, for the same bits.
  package var hasByteProducts: Bool { (self == .avx512 || self == .amx) && ck_has_byte_dots() != 0 }

  /// Units that multiply small matrices of bfloat16.
  package enum MatrixUnits: String, Sendable, Encodable {
    case absent
    /// The machine has them, but the system does not let this process use them.
    case refused
    case ready
  }

  /// The matrix units of this machine, which the set `amx` uses.
  package static var matrixUnits: MatrixUnits {
    switch ck_find_matrix_units() {
    case CK_UNITS_READY: .ready
    case CK_UNITS_REFUSED: .refused
    default: .absent
    }
  }

  /// The functions, where the machine has them. The table is constant for the whole program.
  var table: UnsafePointer<ck_kernels>? {
    switch self {
    case .portable: ck_kernels_of(CK_PORTABLE)
    case .avx2: ck_kernels_of(CK_AVX2)
    case .avx512: ck_kernels_of(CK_AVX512_BF16) ?? ck_kernels_of(CK_AVX512)
    case .amx: ck_kernels_of(CK_AMX)
    }
  }
}

/// Why a kernel set that was asked for cannot be used.
package enum KernelSetError: Error, Equatable, CustomStringConvertible {
  case unknown(String)
  case absent(KernelSet)

  package var description: String {
    let there = KernelSet.available.map(\.rawValue).joined(separator: ", ")
    switch self {
    case .unknown(let name):
      return "\(KernelSet.variable) is '\(displayable(name, limit: 64))', expected one of \(there)"
    case .absent(let set):
      return "\(KernelSet.variable) is '\(set)', which this machine lacks; expected one of \(there)"
    }
  }
}
