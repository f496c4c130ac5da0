// tree_test - holds every file of the repository to the rules of the house.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/tidy/rules.hpp"

namespace vestibule::tidy {
namespace {

using testing::IsEmpty;

const std::vector<File>& files() {
    static const std::vector<File> kFiles = tree();
    return kFiles;
}

std::string told(const Findings& findings) {
    std::string all;
    for (const std::string& finding : findings) all += "\n  " + finding;
    return all;
}

Findings every(Findings (*rule)(const File&), bool (*wanted)(const File&)) {
    Findings all;
    for (const File& file : files()) {
        if (!wanted(file)) continue;
        const Findings found = rule(file);
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

bool is_code(const File& file) {
    return file.is_code();
}
bool is_ours(const File& file) {
    return file.path != "LICENSE";
}
bool is_catalog(const File& file) {
    return file.path.ends_with(".po");
}

class Tree : public testing::TestWithParam<std::pair<const char*, Findings (*)(const File&)>> {};

TEST_P(Tree, KeepsTheRule) {
    const Findings found = every(GetParam().second, is_code);
    EXPECT_TRUE(found.empty()) << told(found);
}

INSTANTIATE_TEST_SUITE_P(Rules, Tree,
                         testing::Values(std::pair{"Arrows", &arrows}, std::pair{"SystemHeaders", &system_headers},
                                         std::pair{"Opening", &opening}, std::pair{"Lengths", &lengths},
                                         std::pair{"Banned", &banned}),
                         [](const auto& rule) { return std::string(rule.param.first); });

TEST(Whole, TreeIsThere) {
    std::size_t code = 0;
    for (const File& file : files()) code += file.is_code() ? 1 : 0;
    EXPECT_GT(code, 100U) << "an empty tree would keep every rule";
}

TEST(Whole, TreeHasNoStrangers) {
    const Findings found = every(strangers, is_ours);
    EXPECT_TRUE(found.empty()) << told(found);
}

TEST(Whole, CatalogsAreComplete) {
    const Findings found = every(catalog, is_catalog);
    EXPECT_TRUE(found.empty()) << told(found);
    // Files of one name in two folders stand for one language; every folder knows the same keys in each language.
    std::map<std::string, std::map<std::string, std::set<std::string>>> keys;  // folder, file, keys
    for (const File& file : files()) {
        if (!is_catalog(file)) continue;
        const std::size_t slash = file.path.rfind('/');
        auto& known = keys[file.path.substr(0, slash)][file.path.substr(slash + 1)];
        for (const std::string_view line : lines_of(file.text)) {
            if (line.starts_with("msgid ")) known.emplace(line);
        }
    }
    EXPECT_FALSE(keys.empty());
    for (const auto& [folder, languages] : keys) {
        for (const auto& [name, known] : languages) {
            EXPECT_EQ(known, languages.begin()->second)
                << folder << ": " << name << " and " << languages.begin()->first;
        }
    }
}

TEST(Whole, HeadersAreGuarded) {
    for (const File& file : files()) {
        if (!file.path.ends_with(".hpp")) continue;
        EXPECT_NE(file.text.find("\n#pragma once\n"), std::string::npos) << file.path;
    }
}

TEST(Whole, EverySourceIsBuilt) {
    std::map<std::string, std::string> recipes;  // folder, text
    std::string all;
    for (const File& file : files()) {
        if (!file.path.ends_with("CMakeLists.txt") && !file.path.ends_with(".cmake")) continue;
        const std::size_t slash = file.path.rfind('/');
        recipes[slash == std::string::npos ? "" : file.path.substr(0, slash)] += file.text;
        all += file.text;
    }
    for (const File& file : files()) {
        if (!file.path.ends_with(".cpp")) continue;
        bool named = all.find(file.path) != std::string::npos;  // a program may be put together in another room
        for (std::size_t slash = file.path.rfind('/'); !named && slash != std::string::npos && slash != 0;
             slash = file.path.rfind('/', slash - 1)) {
            const std::string& recipe = recipes[file.path.substr(0, slash)];
            const std::string name = file.path.substr(slash + 1), stem = name.substr(0, name.size() - 4);
            named = recipe.find(name) != std::string::npos ||
                    (recipe.find("}.cpp") != std::string::npos && recipe.find(stem) != std::string::npos);  // a foreach
        }
        EXPECT_TRUE(named) << file.path << " stands in no CMakeLists.txt: it would never be compiled";
    }
}

}  // namespace
}  // namespace vestibule::tidy
