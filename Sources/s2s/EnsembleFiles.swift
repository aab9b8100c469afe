import Seq2Seq

/// Files of models that were trained to translate together: `NAME.1.safetensors`,
/// `NAME.2.safetensors`, …. `NAME.safetensors` stands for them if it does not exist itself.
enum EnsembleFiles {
  private static let ending = ".safetensors"

  /// - Parameter number: from 1.
  static func path(_ name: String, _ number: Int) -> String {
    "\(name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name).\(number)\(ending)"
  }

  /// The files that exist, from the first one without a gap.
  static func found(_ name: String) -> [String] {
    var paths: [String] = []
    while case let path = path(name, paths.count + 1), fileExists(path) { paths.append(path) }
    return paths
  }

  /// The models that an option names.
  ///
  /// - Throws: `CommandError.gap` where a number is missing before the greatest one.
  static func all(_ name: String) throws(CommandError) -> [String] {
    let paths = found(name)
    let missing = path(name, paths.count + 1)
    if let after = after(paths.count + 1, name) { throw .gap(missing: missing, found: after) }
    return paths
  }

  /// The file with the least number beyond one.
  private static func after(_ number: Int, _ name: String) -> String? {
    let stem = PathParts(name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name)
    let numbers = (namesInFolder(stem.folder) ?? []).compactMap { file -> Int? in
      guard file.hasPrefix(stem.name + "."), file.hasSuffix(ending) else { return nil }
      return Int(file.dropFirst(stem.name.count + 1).dropLast(ending.count))
    }
    return numbers.filter { $0 > number }.min().map { path(name, $0) }
  }

  /// The models of an earlier, larger ensemble, from `number` on without a gap, including those that
  /// have only the state of a run.
  static func surplus(_ name: String, from number: Int) -> [String] {
    var paths: [String] = []
    while case let path = path(name, number + paths.count),
      fileExists(path) || fileExists(TrainingFiles(model: path).state)
    {
      paths.append(path)
    }
    return paths
  }

  /// The files of the ensemble that a model's file belongs to; only the file itself if it belongs
  /// to none.
  static func around(_ path: String) -> [String] {
    let stem = path.dropLast(path.hasSuffix(ending) ? ending.count : 0)
    guard let dot = stem.lastIndex(of: "."), Int(stem[stem.index(after: dot)...]) != nil else {
      return [path]
    }
    let all = found(String(stem[..<dot]))
    return all.contains(path) ? all : [path]
  }
}
