import CDefaultModel
import Seq2Seq

/// The translator that is built into the program.
enum BuiltInModel {
  /// Its name in messages.
  static let name = "built-in model"
  /// The word for it where a file's name is expected.
  static let word = "built-in"
  static var byteCount: Int { default_model_count() }

  /// nil where the compiler could not embed it.
  static func read() throws -> TranslationModel? {
    guard byteCount > 0 else { return nil }
    let bytes = [UInt8](UnsafeBufferPointer(start: default_model_bytes(), count: byteCount))
    return try TranslationModel(bytes: bytes, name: name)
  }
}
