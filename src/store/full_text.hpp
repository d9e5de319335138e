// Search in French, the same answers on both databases: texts are indexed as the stems of base::search_terms,
// a query asks for documents that hold all of its stems. Order: newest id first; what ranks better is the
// caller's rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "store/migrations.hpp"
#include "store/sql.hpp"

namespace parvis::store {

std::vector<Migration> full_text_migrations();

// Replaces what was indexed under (collection, id). An empty text removes it.
Status index_text(Session& session, std::string_view collection, std::string_view id, std::string_view text);
// Ids, largest first. An empty or word-less query finds nothing.
Result<std::vector<std::string>> search_text(Session& session, std::string_view collection,
                                             std::string_view query, int limit = 1000);

}  // namespace parvis::store
