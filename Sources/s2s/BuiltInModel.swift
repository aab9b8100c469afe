import CDefaultModel
import Seq2Seq

/// The translator that the program carries with it.
enum BuiltInModel {
  /// What messages call it.
  static let name = "built-in model"
  /// How it is named where a file's name is expected.
  static let word = "built-in"
  static var byteCount: Int { default_model_count() }

  /// nil where the compiler could not embed it.
  static func read() throws -> TranslationModel? {
    guard byteCount > 0 else { return nil }
    let bytes = [UInt8](UnsafeBufferPointer(start: default_model_bytes(), count: byteCount))
    return try TranslationModel(bytes: bytes, name: name)
  }
}
