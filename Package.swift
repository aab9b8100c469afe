// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "s2s",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "s2s", targets: ["s2s"]),
    .library(name: "Seq2Seq", targets: ["Seq2Seq"]),
  ],
  targets: [
    .target(name: "CKernels", exclude: ["body", "README.md"]),
    .target(name: "CDefaultModel"),
    .target(name: "Seq2Seq", dependencies: ["CKernels"]),
    .executableTarget(name: "s2s", dependencies: ["Seq2Seq", "CDefaultModel"]),
    .testTarget(
      name: "Seq2SeqTests", dependencies: ["Seq2Seq", "CKernels"],
      exclude: [
        "Goldens/make_goldens.py", "Goldens/make_cell_goldens.py",
        "Goldens/metrics/make_metrics.py", "Goldens/bpe/make_bpe.py",
      ],
      resources: [.copy("Goldens")]),
    .testTarget(name: "s2sTests", dependencies: ["s2s"]),
  ],
  swiftLanguageModes: [.v6]
)
