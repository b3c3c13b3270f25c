import Content
import Diagnostics
import Testing

struct RenderingTests {
  @Test func aMissingKeySaysTheWayOut() {
    let text = Samples.detection().replacing("version: 3", with: "version: three")
    let library = Samples.load(("pod.yml", text))
    #expect(
      library.diagnostics.map { $0.rendered() } == [
        """
        error[CNT1004]: `version` must be a whole number
         --> pod.yml:3:10
          |
        3 | version: three
          |          ^^^^^ this is a text
        """
      ])
  }
}
