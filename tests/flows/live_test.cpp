// live_test - a technician's window on a film: what is told of it, and that nothing of the document is.
#include <gtest/gtest.h>

#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/flows/film.hpp"

namespace vestibule::flows {
namespace {

struct Told {
    std::string text;
    int code = -1;
};

Told run(const std::string& arguments) {
    Told told;
    const std::string command = "SDL_VIDEODRIVER=dummy " VESTIBULE_BIN "/vestibulectl capture live " + arguments;
    std::FILE* pipe = ::popen(command.c_str(), "r");
    char part[512];
    while (std::fgets(part, sizeof part, pipe) != nullptr) told.text += part;
    told.code = WEXITSTATUS(::pclose(pipe));
    return told;
}

TEST(Live, AFilmOfAPassportIsTakenAndReadAndItsTextIsNotTold) {
    const auto folder = std::filesystem::temp_directory_path() / ("live-" + std::to_string(::getpid()));
    write_films(folder);
    const Told told = run("--as passport --seconds 60 file:" + (folder / "document.avi").string());
    std::filesystem::remove_all(folder);
    EXPECT_EQ(told.code, 0) << told.text;
    EXPECT_NE(told.text.find("\"hint\":"), std::string::npos) << told.text;
    const auto last = told.text.rfind("{\"seconds\"");
    ASSERT_NE(last, std::string::npos) << told.text;
    const auto taken = nlohmann::json::parse(told.text.substr(last));
    EXPECT_EQ(taken.value("taken", false), true) << told.text;
    EXPECT_EQ(taken.value("read", ""), "zone") << told.text;
    EXPECT_EQ(told.text.find("SAMPLE"), std::string::npos) << "what stands on a document is not for a terminal";
}

TEST(Live, ASourceThatIsNoneIsSaid) {
    EXPECT_NE(run("file:/nowhere.avi 2>&1").code, 0);
}

}  // namespace
}  // namespace vestibule::flows
