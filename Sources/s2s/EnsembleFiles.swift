import Seq2Seq

/// Files of models that were trained to translate together: `NAME.1.safetensors`,
/// `NAME.2.safetensors`, …, which `NAME.safetensors` stands for where it is not there itself.
enum EnsembleFiles {
  private static let ending = ".safetensors"

  /// - Parameter number: from 1.
  static func path(_ name: String, _ number: Int) -> String {
    "\(name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name).\(number)\(ending)"
  }

  /// Those that are there, from the first one without a gap.
  static func found(_ name: String) -> [String] {
    var paths: [String] = []
    while case let path = path(name, paths.count + 1), fileExists(path) { paths.append(path) }
    return paths
  }

  /// The files of the ensemble that a model's file belongs to; the file alone where it is none's.
  static func around(_ path: String) -> [String] {
    let stem = path.dropLast(path.hasSuffix(ending) ? ending.count : 0)
    guard let dot = stem.lastIndex(of: "."), Int(stem[stem.index(after: dot)...]) != nil else {
      return [path]
    }
    let all = found(String(stem[..<dot]))
    return all.contains(path) ? all : [path]
  }
}
