// test_keys - every text that the sources ask for stands in the catalogs, and no other.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "tests/ui/screens/po.hpp"

namespace vestibule::ui::test {
namespace {

/// What stands between quotes in the sources of screens, visit and profiles, where it looks like a key or the start or
/// the end of one.
std::set<std::string> quoted_in_sources() {
    static const std::regex kLiteral("\"([a-z0-9_.]+)\"");
    std::set<std::string> found;
    for (const char* room : {"/ui", "/kiosk"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(VESTIBULE_SOURCE + std::string(room))) {
            const auto kind = entry.path().extension();
            if (kind != ".cpp" && kind != ".hpp" && kind != ".toml") continue;
            // The names of self tests look like keys; what they say is a technician's and in English.
            const std::string path = entry.path().string();
            if (path.find("/kiosk/diagnostics/") != std::string::npos || path.ends_with("/staff/hands.hpp") ||
                path.ends_with("/staff/repair.cpp")) {
                continue;
            }
            std::ostringstream text;
            text << std::ifstream(entry.path()).rdbuf();
            const std::string words = text.str();
            for (std::sregex_iterator at(words.begin(), words.end(), kLiteral), end; at != end; ++at) {
                found.insert((*at)[1].str());
            }
        }
    }
    return found;
}

std::set<std::string> keys() {
    std::set<std::string> all;
    for (const auto& [key, words] : read_po(std::string(VESTIBULE_CATALOGS) + "/en.po")) all.insert(key);
    return all;
}

/// KEY itself, or what the catalogs derive from it: KEY.one, KEY.spoken, KEY.covered.
bool stands(const std::string& wanted, const std::set<std::string>& all) {
    const auto at = all.lower_bound(wanted);
    if (at == all.end() || !at->starts_with(wanted)) return false;
    return at->size() == wanted.size() || wanted.ends_with('.') || wanted.ends_with('_') || (*at)[wanted.size()] == '.';
}

TEST(Keys, EveryTextThatTheSourcesAskForIsThere) {
    const std::set<std::string> all = keys();
    std::set<std::string> families;
    for (const std::string& key : all) families.insert(key.substr(0, key.find('.')));
    std::size_t checked = 0;
    for (const std::string& wanted : quoted_in_sources()) {
        const std::size_t dot = wanted.find('.');
        if (dot == std::string::npos || dot == 0 || !families.contains(wanted.substr(0, dot))) continue;
        ++checked;
        EXPECT_TRUE(stands(wanted, all)) << "no catalog has " << wanted;
    }
    EXPECT_GT(checked, 200U);
}

TEST(Keys, NobodyKeepsATextThatNothingAsksFor) {
    const std::set<std::string> quoted = quoted_in_sources();
    for (const std::string& key : keys()) {
        const bool asked = std::any_of(quoted.begin(), quoted.end(), [&](const std::string& part) {
            if (part.empty() || part == ".") return false;
            const bool opens = part.ends_with('.') || part.ends_with('_');
            return key == part || (opens && part.size() > 3 && key.starts_with(part)) || key.starts_with(part + ".");
        });
        EXPECT_TRUE(asked) << key << " is asked for by nothing";
    }
}

}  // namespace
}  // namespace vestibule::ui::test
