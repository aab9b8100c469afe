// swift-tools-version: 6.1
import PackageDescription

// A program of another package that links the library, as its users' programs do: `.ci/run` builds it
// and compares what it prints.
let package = Package(
  name: "uses",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "s2s", path: "../..")],
  targets: [
    .executableTarget(name: "uses", dependencies: [.product(name: "Seq2Seq", package: "s2s")])
  ],
  swiftLanguageModes: [.v6]
)
