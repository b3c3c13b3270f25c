import NIOHTTP1

extension OutgoingAnswer {
  func head(closes: Bool) -> HTTPResponseHead {
    var headers = HTTPHeaders()
    for (name, value) in answer.headers { headers.add(name: name, value: value) }
    headers.replaceOrAdd(name: "Content-Length", value: String(answer.body.count))
    if closes { headers.replaceOrAdd(name: "Connection", value: "close") }
    return HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
  }
}
