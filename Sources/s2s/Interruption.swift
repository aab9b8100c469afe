import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns the first SIGINT or SIGTERM into a flag, so that work can be saved; the second ends the
/// program at once.
enum Interruption {
  private static let pending = Atomic<Int32>(0)

  static func watch() {
    _ = signalNumber  // set up before a handler needs it
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.pending.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }

  /// The signal that has come, 0 if none.
  static var signalNumber: Int32 { pending.load(ordering: .relaxed) }
}
