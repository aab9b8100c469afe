import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns the first SIGINT, SIGTERM or SIGHUP into a flag, so that work can be saved; the second of
/// its kind ends the program at once. A signal that was ignored when the program began stays ignored,
/// as `nohup` and a shell's `trap` ask for.
enum Interruption {
  private static let pending = Atomic<Int32>(0)

  static func watch() {
    _ = signalNumber  // set up before a handler needs it
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number, SIG_IGN)
      if address(before) == address(SIG_IGN) { continue }
      signal(number) { number in
        Interruption.pending.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }

  /// C compares handlers, Swift has no equality of functions.
  private static func address(_ handler: (@convention(c) (Int32) -> Void)?) -> Int {
    unsafeBitCast(handler, to: Int.self)
  }

  /// The signal that has come, 0 if none.
  static var signalNumber: Int32 { pending.load(ordering: .relaxed) }
}
