// Functions of the C library, for all folders, without the rest of it.

#if canImport(Glibc)
  import Glibc

  func exp(_ x: Double) -> Double { Glibc.exp(x) }
  func log(_ x: Double) -> Double { Glibc.log(x) }
  func cos(_ x: Double) -> Double { Glibc.cos(x) }
  func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
#elseif canImport(Musl)
  import Musl

  func exp(_ x: Double) -> Double { Musl.exp(x) }
  func log(_ x: Double) -> Double { Musl.log(x) }
  func cos(_ x: Double) -> Double { Musl.cos(x) }
  func pow(_ x: Double, _ y: Double) -> Double { Musl.pow(x, y) }
#else
  import Darwin

  func exp(_ x: Double) -> Double { Darwin.exp(x) }
  func log(_ x: Double) -> Double { Darwin.log(x) }
  func cos(_ x: Double) -> Double { Darwin.cos(x) }
  func pow(_ x: Double, _ y: Double) -> Double { Darwin.pow(x, y) }
#endif
