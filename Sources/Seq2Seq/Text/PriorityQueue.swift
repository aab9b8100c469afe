/// A binary heap: the element that comes before all others is taken first. Elements that compare
/// equal are taken in an order that depends on how they were inserted, so the order should be
/// total.
struct PriorityQueue<Element> {
  private(set) var elements: [Element] = []

  var first: Element? { elements.first }

  /// O(log n) comparisons.
  mutating func insert(_ element: Element, by precedes: (Element, Element) -> Bool) {
    elements.append(element)
    var place = elements.count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      guard precedes(element, elements[parent]) else { break }
      elements[place] = elements[parent]
      place = parent
    }
    elements[place] = element
  }

  /// O(log n) comparisons.
  mutating func popFirst(by precedes: (Element, Element) -> Bool) -> Element? {
    guard let last = elements.popLast() else { return nil }
    guard let result = elements.first else { return last }
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < elements.count else { break }
      if child + 1 < elements.count, precedes(elements[child + 1], elements[child]) { child += 1 }
      guard precedes(elements[child], last) else { break }
      elements[place] = elements[child]
      place = child
    }
    elements[place] = last
    return result
  }
}
