import CKernels

/// An instruction set that the kernels are compiled for. Results are equal bit for bit within one
/// set, and differ in the last places between sets.
public enum KernelSet: String, CaseIterable, Sendable {
  /// Four lanes: SSE2 on x86-64, NEON on arm64.
  case portable
  /// Eight lanes, fused multiply-add.
  case avx2
  /// Sixteen lanes; bfloat16 in hardware where the machine has that.
  case avx512
  /// avx512 with matrix units for bfloat16 (AMX); in float32 the same bits as avx512.
  case amx

  /// The sets that this machine can run, slowest first.
  public static var available: [KernelSet] { allCases.filter { $0.table != nil } }

  /// The fastest one, unless the environment variable `S2S_KERNELS` names another that is there.
  public static let preferred: KernelSet = {
    if let name = environmentValue("S2S_KERNELS"), let wanted = KernelSet(rawValue: name),
      wanted.table != nil
    {
      return wanted
    }
    return available.last ?? .portable
  }()

  /// Whether this machine multiplies bfloat16 in hardware here. Elsewhere factors are rounded and
  /// multiplied as float32, to the same bits, which is slower than float32 itself.
  public var hasBfloat16: Bool { table.map { $0.pointee.has_pairs != 0 } ?? false }

  /// Whether this machine multiplies bytes in hardware here (AVX-512 VNNI). Elsewhere it takes more
  /// instructions, for the same bits.
  public var hasByteProducts: Bool { (self == .avx512 || self == .amx) && ck_has_byte_dots() != 0 }

  /// Units that multiply small matrices of bfloat16.
  public enum MatrixUnits: String, Sendable, Encodable {
    case absent
    /// The machine has them, but the system does not let this process use them.
    case refused
    case ready
  }

  /// Those of this machine, which the set `amx` uses.
  public static var matrixUnits: MatrixUnits {
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
