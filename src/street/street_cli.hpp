// `parvis street …`: exports and areas of a town, and the photo model's commands.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "street/street_context.hpp"

namespace parvis::street {

// Opens the town's data when a command needs it; the model's commands run without.
using OpenStreet = std::function<Result<std::shared_ptr<StreetContext>>()>;

// `args` begins after "street". Results on `out`, messages on `err`. 0 done, 1 refused data, 2 wrong usage, 3
// internal.
int street_command(const std::vector<std::string>& args, std::ostream& out, std::ostream& err,
                   const OpenStreet& open);

}  // namespace parvis::street
