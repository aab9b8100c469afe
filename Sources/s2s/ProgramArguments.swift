/// The arguments of the process, which are bytes.
enum ProgramArguments {
  /// The position of the first argument that is not UTF-8, from 1 behind the program's name.
  /// `CommandLine.arguments` holds U+FFFD for what is not, so a file of that name would be another.
  static var firstNotUTF8: Int? {
    (1..<max(Int(CommandLine.argc), 1)).first { position in
      CommandLine.unsafeArgv[position].map { String(validatingCString: $0) == nil } ?? false
    }
  }
}
