// What of a person's words may be public: phone numbers, e-mail addresses, number plates and «M./Mme Nom» are
// masked; an insult holds the text for a look. Pure, no regular expression engine, linear in the length of
// the text.
#pragma once

#include <string>
#include <string_view>

namespace parvis::street {

struct PublicText {
  std::string text;            // masked
  bool personal_data = false;  // something was masked
  bool hold = false;           // an insult was found
};

PublicText public_text(std::string_view description);

// Tags and control characters removed, NFC, trimmed, cut at `max_characters` code points.
std::string clean_text(std::string_view text, std::size_t max_characters);

}  // namespace parvis::street
