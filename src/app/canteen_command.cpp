// `parvis canteen …`: report and export work on the town's database unless --data names a folder; the other
// commands open none.
#include "app/commands.hpp"
#include "app/house.hpp"
#include "canteen/canteen_cli.hpp"
#include "canteen/export_command.hpp"
#include "canteen/report_command.hpp"

namespace parvis::app {
namespace {

Result<std::unique_ptr<House>> house_of(const std::string& home, const std::string& database) {
  HouseOptions options;
  options.data = home;
  options.database = database;
  options.with_vision = false;
  return House::open(options);
}

int no_house(const Error& error, std::ostream& err) {
  err << error.message << "\n";
  return 5;
}

int report(const Args& args, std::ostream& out, std::ostream& err) {
  int code = 2;
  const auto options = canteen::read_report_options(args, out, err, code);
  if (!options) return code;
  if (!options->data.empty()) return canteen::report_of_folder(*options, out, err);
  const auto house = house_of(options->home, options->database);
  if (!house) return no_house(house.error(), err);
  return canteen::report_of_town((*house)->canteen->bilan(), *options, out, err);
}

int write_export(const Args& args, std::ostream& out, std::ostream& err) {
  int code = 2;
  const auto options = canteen::read_export_options(args, out, err, code);
  if (!options) return code;
  if (!options->data.empty()) return canteen::export_of_folder(*options, out, err);
  const auto house = house_of(options->home, options->database);
  if (!house) return no_house(house.error(), err);
  canteen::CanteenService& service = *(*house)->canteen;
  return canteen::export_of_town(service.context(), service.waste(), *options, out, err);
}

}  // namespace

int canteen_program(const Args& args, std::ostream& out, std::ostream& err) {
  if (!args.empty() && args[0] == "report") return report({args.begin() + 1, args.end()}, out, err);
  if (!args.empty() && args[0] == "export") return write_export({args.begin() + 1, args.end()}, out, err);
  return canteen::canteen_command(args, out, err);
}

}  // namespace parvis::app
