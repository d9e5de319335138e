// /health, /metrics and /api/openapi.json; declared in server.hpp.
#include <mutex>

#include "net/openapi.hpp"
#include "net/server.hpp"

namespace parvis::net {

void add_standard_routes(Router& router, Metrics& metrics) {
  router.add({"GET", "/health", "Le service répond", "service",
              [](Request&) -> Result<Response> { return json(R"({"status":"ok"})"); }});

  RouteOptions prometheus;
  prometheus.response_type = "text/plain; version=0.0.4";
  router.add(
      {"GET", "/metrics", "Mesures au format Prometheus", "service",
       [&metrics](Request&) -> Result<Response> {
         return text(metrics.render()).header("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
       },
       prometheus});

  struct Document {
    std::once_flag written;
    Response::SharedText text;
  };
  const auto document = std::make_shared<Document>();
  router.add({"GET", "/api/openapi.json", "Description de cette interface (OpenAPI 3.1)", "service",
              [&router, document](Request&) -> Result<Response> {
                std::call_once(document->written, [&] {
                  document->text = std::make_shared<const std::string>(openapi_document(router));
                });
                auto answer = json("");
                answer.body = document->text;
                return answer;
              }});
}

}  // namespace parvis::net
