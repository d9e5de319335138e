// /api/v1/grants/check…
#include <charconv>

#include "base/json.hpp"
#include "grants/checking/check_routes.hpp"
#include "grants/grants_routes.hpp"
#include "net/body_stream.hpp"
#include "net/json_body.hpp"

namespace parvis::grants {
namespace {

namespace json = base::json;

constexpr const char* lines_type = "application/x-ndjson";
constexpr std::size_t max_name_characters = 200;

net::Response refused(const Error& error) {
  auto response = net::problem(check_status(error), error.message, error.code);
  if (response.status == 429 || response.status == 503) response.header("Retry-After", "10");
  return response;
}

Result<net::Response> lines(Result<std::string> made) {
  if (!made) return refused(made.error());
  net::Response response = net::text(std::move(*made));
  response.headers.set("Content-Type", lines_type);
  return response;
}

Result<net::Response> start(CheckDesk& desk, net::Request& request) {
  PARVIS_TRY(body, net::body_object(request));
  if (auto admitted = desk.admit(request.remote_address); !admitted) return refused(admitted.error());
  auto program = desk.program(base::text_or(body, "schema", std::string(default_check_schema)));
  if (!program) return refused(program.error());
  CheckRequest check;
  check.program = *program;
  check.file_name = base::text_or(body, "name").substr(0, max_name_characters);
  const std::int64_t bytes = base::integer_or(body, "size", 0);
  if (bytes > 0) check.bytes = static_cast<std::uint64_t>(bytes);
  check.limits = desk.read_limits();
  if (check.bytes && *check.bytes > check.limits.max_bytes) {
    return refused(
        {ErrorKind::too_large,
         "Ce fichier dépasse la taille permise, " + std::to_string(desk.settings().max_file_mb) + " Mo.", "",
         "body_too_large"});
  }
  auto id = desk.runs().start(std::move(check));
  if (!id) return refused(id.error());
  return net::json_answer(json::object{{"id", *id}, {"max_block_bytes", desk.settings().max_block_bytes}},
                          201);
}

Result<net::Response> block(CheckDesk& desk, net::Request& request) {
  const std::string text = request.param("n");
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return fail(ErrorKind::not_found, "Un bloc porte un numéro, à partir de 0.");
  }
  PARVIS_TRY(bytes, request.body_text());
  return lines(desk.runs().block(request.param("id"), number, std::move(bytes)));
}

class StreamSource : public quality::ByteSource {
 public:
  explicit StreamSource(std::shared_ptr<net::BodyStream> stream) : stream_(std::move(stream)) {}
  ~StreamSource() override { stream_->leave(); }
  StreamSource(const StreamSource&) = delete;
  StreamSource& operator=(const StreamSource&) = delete;
  Result<std::size_t> read(char* into, std::size_t room) override { return stream_->read(into, room); }

 private:
  std::shared_ptr<net::BodyStream> stream_;
};

Result<net::Response> whole(CheckDesk& desk, net::Request& request) {
  auto program = desk.program(request.query_text("schema", default_check_schema));
  if (!program) return refused(program.error());
  if (auto admitted = desk.admit(request.remote_address); !admitted) return refused(admitted.error());
  CheckStreaming streaming;
  streaming.request.program = *program;
  streaming.request.form = request.query_text("format", "jsonl");
  streaming.request.file_name = request.query_text("name", "-");
  streaming.request.fields_match = quality::fields_match_named(request.query_text("fields-match"));
  streaming.request.limits = desk.read_limits();
  if (request.body_bytes > 0) streaming.request.bytes = request.body_bytes;
  if (const auto stream = request.body_stream) {
    streaming.bytes = std::make_unique<StreamSource>(stream);
    streaming.dry = [stream] { return stream->dry(); };
  } else {
    PARVIS_TRY(body, request.body_text());
    streaming.bytes = quality::memory_source(std::move(body));
  }
  return stream_check(std::move(streaming));
}

net::RouteOptions whole_options(const CheckDesk& desk) {
  net::RouteOptions options;
  options.stream_body = true;
  options.csrf = false;
  options.body_limit_bytes = static_cast<std::uint64_t>(desk.settings().max_file_mb) << 20U;
  options.accepts = {"application/octet-stream",
                     "text/csv",
                     "text/tab-separated-values",
                     "text/plain",
                     "application/json",
                     "application/x-ndjson",
                     "application/gzip",
                     "application/zip",
                     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                     "application/vnd.oasis.opendocument.spreadsheet"};
  options.response_type = lines_type;
  net::Param form = query_param("format", net::ParamType::choice, "Forme du rapport, jsonl par défaut");
  form.choices = {"jsonl", "json", "text", "csv", "junit", "frictionless"};
  net::Param match = query_param("fields-match", net::ParamType::choice, "Rapprochement des colonnes");
  match.choices = {"exact", "equal", "subset", "superset", "partial"};
  net::Param name = query_param("name", net::ParamType::text, "Nom du fichier, pour le rapport");
  name.max = max_name_characters;
  net::Param schema =
      query_param("schema", net::ParamType::text, "Nom du schéma, scdl/subventions par défaut");
  schema.max = max_name_characters;
  options.params = {std::move(schema), std::move(form), std::move(match), std::move(name)};
  return options;
}

}  // namespace

void add_check_api(net::Router& router, CheckDesk& desk) {
  const std::string root = "/api/v1/grants/check";
  router.add({"POST", root, "Contrôle un tableau : le fichier entre, les lignes sortent à mesure", "grants",
              [&](net::Request& request) { return whole(desk, request); }, whole_options(desk)});
  net::RouteOptions starting;
  starting.accepts = {"application/json"};
  starting.success = 201;
  starting.csrf = false;
  starting.request_schema =
      R"({"type":"object","properties":{"schema":{"type":"string"},"name":{"type":"string"},"size":{"type":"integer"}}})";
  starting.response_schema =
      R"({"type":"object","required":["id","max_block_bytes"],"properties":{"id":{"type":"string"},"max_block_bytes":{"type":"integer"}}})";
  router.add({"POST", root + "/runs", "Commence le contrôle d’un fichier envoyé par blocs", "grants",
              [&](net::Request& request) { return start(desk, request); }, starting});

  net::RouteOptions sending;
  sending.accepts = {"application/octet-stream"};
  sending.body_limit_bytes = static_cast<std::uint64_t>(desk.settings().max_block_bytes);
  sending.response_type = lines_type;
  sending.csrf = false;
  router.add({"POST", root + "/runs/{id}/blocks/{n}",
              "Un bloc du fichier, à partir de 0 ; les lignes trouvées", "grants",
              [&](net::Request& request) { return block(desk, request); }, sending});

  net::RouteOptions finishing;
  finishing.response_type = lines_type;
  finishing.csrf = false;
  router.add({"POST", root + "/runs/{id}/finish", "La fin du fichier ; les dernières lignes et le bilan",
              "grants", [&](net::Request& request) { return lines(desk.runs().finish(request.param("id"))); },
              finishing});
}

}  // namespace parvis::grants
