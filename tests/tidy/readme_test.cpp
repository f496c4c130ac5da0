// readme_test - holds the README to the house: its map, its diagram, its commands and its packages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "kiosk/journey/print.hpp"
#include "tests/tidy/source.hpp"

namespace vestibule::tidy {
namespace {

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t first = text.find(from);
    if (first == std::string::npos) return {};
    const std::size_t last = text.find(to, first + from.size());
    return last == std::string::npos ? std::string() : text.substr(first + from.size(), last - first - from.size());
}

/// The paths that a map names: two spaces a level, a folder ends with '/', the rest of a line tells what it is for.
std::vector<std::string> names_in(const std::string& map) {
    std::vector<std::string> above, names;
    for (const std::string_view line : lines_of(map)) {
        const std::size_t indent = line.find_first_not_of(' ');
        if (indent == std::string_view::npos || line.starts_with("```")) continue;
        const std::string name(line.substr(indent, line.find(' ', indent) - indent));
        above.resize(std::min(above.size(), indent / 2));
        std::string path;
        for (const std::string& folder : above) path += folder;
        names.push_back(path + name);
        above.push_back(name);
    }
    return names;
}

TEST(Map, IsReadLevelByLevel) {
    EXPECT_THAT(names_in("```text\na/      first\n  b/    second\n    c.x third\n  d     fourth\ne/\n```\n"),
                testing::ElementsAre("a/", "a/b/", "a/b/c.x", "a/d", "e/"));
}

TEST(Readme, MapNamesWhatIsThere) {
    const std::vector<std::string> names = names_in(between(read("README.md").text, "<!-- map -->", "<!-- /map -->"));
    EXPECT_GT(names.size(), 20U);
    std::set<std::string> rooms;
    for (const std::string& name : names) {
        EXPECT_TRUE(std::filesystem::exists(root() / name)) << "the map names " << name;
        EXPECT_EQ(std::filesystem::is_directory(root() / name), name.ends_with('/')) << name;
        rooms.insert(name);
    }
    // And every room stands in the map; a folder without a file is not one yet.
    for (const std::string parent : {"kiosk/", "drivers/", "ui/"}) {
        for (const auto& entry : std::filesystem::directory_iterator(root() / parent)) {
            if (!entry.is_directory() || std::filesystem::is_empty(entry.path())) continue;
            const std::string name = parent + entry.path().filename().string() + "/";
            EXPECT_TRUE(rooms.contains(name)) << name << " is not in the map";
        }
    }
}

TEST(Readme, DiagramIsTheJourneys) {
    const std::string diagram =
        between(read("README.md").text, "<!-- journey -->\n```mermaid\n", "```\n<!-- /journey -->");
    EXPECT_FALSE(diagram.empty());
    EXPECT_TRUE(diagram == journey::mermaid()) << "put in the output of `vestibulectl journey --mermaid`";
}

TEST(Readme, CommandsAreDevs) {
    const std::string readme = read("README.md").text, dev = read("dev").text;
    const std::regex command(R"(\./dev ([a-z-]+))");
    std::size_t count = 0;
    for (std::sregex_iterator it(readme.begin(), readme.end(), command), end; it != end; ++it, ++count) {
        EXPECT_NE(dev.find("\n    " + (*it)[1].str() + ")"), std::string::npos) << "the README says " << it->str();
    }
    EXPECT_GE(count, 4U);
}

TEST(Readme, ListedPackagesAreInstalledAndTheOtherWayRound) {
    const std::string part = between(read("README.md").text, "<!-- packages -->", "<!-- /packages -->");
    const std::string list = read("packages.txt").text;
    std::set<std::string> named, installed;
    const std::regex quoted("`([a-z0-9.+-]+)`");
    for (std::sregex_iterator it(part.begin(), part.end(), quoted), end; it != end; ++it) {
        EXPECT_TRUE(named.insert((*it)[1].str()).second) << (*it)[1] << " stands twice";
    }
    for (const std::string_view line : lines_of(list)) {
        if (!line.empty() && line.front() != '#' && line.front() != '[') installed.emplace(line);
    }
    EXPECT_EQ(named, installed);
}

}  // namespace
}  // namespace vestibule::tidy
