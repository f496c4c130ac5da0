// must_not_compile - what nobody may do with a patient's value by accident: every marked line must be an error.
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kiosk/privacy/result.hpp"
#include "kiosk/privacy/sensitive.hpp"

using vestibule::Error;
using vestibule::privacy::secret;
using vestibule::privacy::SecretBytes;
using vestibule::privacy::SecretText;

vestibule::Result<void> may_fail();

void control(const SecretText& name) {
    const SecretText other = name.duplicate();
    const bool same = other.reveal() == name.reveal();
    const SecretText moved = secret("Ada");
    const std::size_t length = moved.reveal().size();
    std::cout << same << length;
    if (const auto done = may_fail(); !done) std::cout << fmt::format("{}", done.error().sentence());
}

#ifdef WRONG
constexpr auto kCode = vestibule::ErrorCode::NotErased;
void wrong(const SecretText& name, SecretText& other, const SecretBytes& picture) {
    std::cout << name;                // must fail: print
    std::cout << picture;             // must fail: print bytes
    fmt::format("{}", name);          // must fail: format
    const SecretText copy(name);      // must fail: copy
    other = name;                     // must fail: assign
    if (name == other) return;        // must fail: compare
    if (name < other) return;         // must fail: order
    const std::string text = name;    // must fail: become a text
    const nlohmann::json json(name);  // must fail: become JSON
    fmt::print("{}", name);           // must fail: print by a format
    const Error said{kCode, name};    // must fail: become an error's context
    const auto text2 = "a " + name;   // must fail: be put behind a text
    const auto other2 = name;         // must fail: copy without naming the type
    std::vector<SecretText> list;
    list.push_back(name);             // must fail: copy into a list
    may_fail();                       // must fail: an error that nobody looks at
}
#endif
