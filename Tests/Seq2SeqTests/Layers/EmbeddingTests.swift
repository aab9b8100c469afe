import Testing

@testable import Seq2Seq

@Suite struct EmbeddingTests {
  @Test(arguments: [1, 3, 17, 33])
  func rowsAreGatheredAndTheirGradientsSummedInOrder(_ size: Int) {
    let seed = UInt64(size)
    let vocabulary = 5, tokens: [Int32] = [3, 0, 3, 4, 3, 1, 0, 4, 3]  // 2 never
    var layout = ParameterLayout()
    let embedding = Embedding("e", vocabulary: vocabulary, size: size, in: &layout)
    var tensors = ReferenceTensors(seed: seed)
    tensors.draw(layout)
    tensors.draw("dx", tokens.count, size)
    let reference = ReferenceRun(tensors, cotangents: ["x": tensors.floats("dx")]) { tensors in
      ["x": tokens.flatMap { tensors["e"]![Int($0)] }]
    }
    for setting in KernelSetting.all + [KernelSetting(kernelSet: .preferred, threads: 3)] {
      let bench = ReferenceBench(layout, tensors, setting)
      let x = embedding.forward(tokens, in: bench.context)
      let label = "size \(size), seed \(seed) on \(setting)"
      expectClose(x.values, reference.outputs["x"]!, relative: 0, label)
      embedding.backward(
        bench.matrix("dx"), tokens: tokens, in: bench.context)
      bench.expectGradients(reference, relative: 5e-7, label)
      #expect(bench.gradients[embedding.weight].rows(2..<3).values.allSatisfy { $0 == 0 })
    }
  }
}
