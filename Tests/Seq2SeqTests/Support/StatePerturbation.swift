@testable import Seq2Seq

/// Zeros to add to h of some cells at every place of some sentences, as tensors of a reference: its
/// gradient by them is that by the states, what flows through later states included.
struct StatePerturbation {
  /// Places of a sentence at most.
  let places: Int
  private let sizes: [String: Int]

  /// - Parameter sizes: of h, by the name of the cell.
  init(_ sizes: [String: Int], sentences: Int, places: Int, in tensors: inout ReferenceTensors) {
    self.places = places
    self.sizes = sizes
    for (cell, size) in sizes.sorted(by: { $0.key < $1.key }) {
      tensors.draw(Self.name(cell), sentences * places, size, 0)
    }
  }

  /// Of the tensors.
  var names: [String] { sizes.keys.map(Self.name).sorted() }

  private static func name(_ cell: String) -> String { "by \(cell)" }

  /// What is added to h of a cell.
  func vector(
    _ cell: String, _ sentence: Int, _ place: Int, of tensors: [String: TracedMatrix]
  ) -> [Traced]? {
    tensors[Self.name(cell)].map { $0[sentence * places + place] }
  }

  /// ‖∂loss/∂h‖ at a place of each of some cells together.
  func norm(_ states: [(cell: String, place: Int)], of sentence: Int, in run: ReferenceRun)
    -> Double
  {
    states.reduce(0) { sum, state in
      let size = sizes[state.cell]!, row = sentence * places + state.place
      return run.gradients[Self.name(state.cell)]![row * size..<(row + 1) * size]
        .reduce(sum) { $0 + $1 * $1 }
    }.squareRoot()
  }
}
