import CKernels

/// What a forward or backward pass needs: the device that computes it, the memory that it uses, the
/// weights, and in training the gradients that it adds to and the dropout of this update.
///
/// Products and loops over elements are operations of a context. The owner of a pass (a training
/// step, a session) makes its context; layers are handed it.
struct Context {
  let device: Device
  let arena: Arena
  let weights: Weights
  /// What `backward` adds to; nil: only forward passes are possible.
  var gradients: ParameterSlab?
  var dropout: Dropout?

  /// The masks of one update: a probability for each site, by the site's number.
  struct Dropout {
    let seed: UInt64
    let update: Int
    let probabilities: [Float]

    /// The mask of a weight, if some of it is dropped; `firstRow` makes it differ from the masks of
    /// other weights.
    func mask(of parameter: Parameter) -> (mask: DropoutMask, firstRow: Int)? {
      guard let site = parameter.dropoutSite, probabilities[site] > 0 else { return nil }
      return (
        DropoutMask(seed: seed, update: update, site: site, probability: probabilities[site]),
        parameter.index << 16
      )
    }
  }

  init(device: Device, arena: Arena = Arena(), weights: Weights, gradients: ParameterSlab? = nil) {
    self.device = device
    self.arena = arena
    self.weights = weights
    self.gradients = gradients
  }

  /// With an arena of its own.
  init(_ slab: ParameterSlab, on device: Device, gradients: ParameterSlab? = nil) {
    self.init(device: device, weights: Weights(slab, device), gradients: gradients)
  }

  /// Without weights, for products and loops alone.
  init(device: Device) { self.init(ParameterSlab(ParameterLayout()), on: device) }

  /// The gradient of a parameter, to be added to.
  func gradient(_ parameter: Parameter) -> Matrix { collected[parameter] }

  func gradient(_ weight: ProductWeight) -> Matrix { collected[weight] }

  private var collected: ParameterSlab {
    guard let gradients else { preconditionFailure("a backward pass without gradients to add to") }
    return gradients
  }

  /// The mask of a dropout site, if anything is dropped there.
  func mask(site: Int) -> DropoutMask? {
    guard let dropout, dropout.probabilities[site] > 0 else { return nil }
    return DropoutMask(
      seed: dropout.seed, update: dropout.update, site: site,
      probability: dropout.probabilities[site])
  }
}

/// The device and the arena, as layers use them.
extension Context {
  var kernels: UnsafePointer<ck_kernels> { device.kernels }

  func parallel(_ count: Int, _ body: (Int) -> Void) { device.parallel(count, body) }

  func chunks(of count: Int, size: Int) -> Chunks { device.chunks(of: count, size: size) }

  func measured<Result>(_ part: Profile.Part, _ body: () throws -> Result) rethrows -> Result {
    try device.measured(part, body)
  }

  func scratch<Result>(_ body: () throws -> Result) rethrows -> Result {
    try arena.scratch(body)
  }

  func matrix(_ rows: Int, _ columns: Int) -> Matrix { arena.matrix(rows, columns) }

  /// A matrix of zeros.
  func zeros(_ rows: Int, _ columns: Int) -> Matrix {
    let result = matrix(rows, columns)
    let count = rows * result.stride
    let chunks = chunks(of: count, size: count)
    parallel(chunks.count) { i in
      (result.base + chunks[i].lowerBound).update(repeating: 0, count: chunks[i].count)
    }
    return result
  }
}
