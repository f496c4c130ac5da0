// rules_test - proves that each rule can fail: bad snippets are found, good ones are left alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tidy/rules.hpp"

namespace vestibule::tidy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

File file(std::string path, std::string text) {
    return {std::move(path), std::move(text)};
}

TEST(Arrows, PointDownOnly) {
    const auto includes = [](const char* path, const char* header) {
        return arrows(file(path, std::string("#include \"") + header + "\"\n"));
    };
    EXPECT_THAT(includes("kiosk/visit/a.cpp", "ui/toolkit/node.hpp"), ElementsAre(HasSubstr("may not include")));
    EXPECT_THAT(includes("drivers/camera/a.cpp", "kiosk/net/client.hpp"), SizeIs(1));
    EXPECT_THAT(includes("kiosk/journey/a.cpp", "kiosk/visit/visit.hpp"), SizeIs(1));
    EXPECT_THAT(includes("kiosk/journey/a.cpp", "kiosk/capture/capture.hpp"), SizeIs(1));
    EXPECT_THAT(includes("kiosk/capture/a.cpp", "drivers/camera/camera.hpp"), SizeIs(1));
    EXPECT_THAT(includes("kiosk/privacy/a.cpp", "kiosk/net/client.hpp"), SizeIs(1));
    EXPECT_THAT(includes("ui/app/a.cpp", "tests/sandbox/world.hpp"), SizeIs(1));
    EXPECT_THAT(includes("ui/app/a.cpp", "node.hpp"), ElementsAre(HasSubstr("repository's root")));

    EXPECT_THAT(includes("ui/app/a.cpp", "kiosk/visit/visit.hpp"), IsEmpty());
    EXPECT_THAT(includes("kiosk/visit/a.cpp", "drivers/clock/clock.hpp"), IsEmpty());
    EXPECT_THAT(includes("drivers/camera/a.cpp", "kiosk/privacy/result.hpp"), IsEmpty());
    EXPECT_THAT(includes("kiosk/main.cpp", "ui/app/main.hpp"), IsEmpty());
    EXPECT_THAT(includes("tests/journey/a.cpp", "kiosk/journey/state.hpp"), IsEmpty());
}

TEST(SystemHeaders, OnlyInTheRoomsThatStandForThem) {
    const auto includes = [](const char* path, const char* header) {
        return system_headers(file(path, std::string("#include <") + header + ">\n"));
    };
    EXPECT_THAT(includes("kiosk/visit/a.cpp", "unistd.h"), SizeIs(1));
    EXPECT_THAT(includes("ui/app/a.cpp", "sys/stat.h"), SizeIs(1));
    EXPECT_THAT(includes("kiosk/device/config.cpp", "fcntl.h"), SizeIs(1));
    EXPECT_THAT(includes("ui/screens/a.cpp", "SDL2/SDL.h"), SizeIs(1));
    EXPECT_THAT(includes("kiosk/identity/a.cpp", "curl/curl.h"), SizeIs(1));
    EXPECT_THAT(includes("ui/toolkit/a.cpp", "opencv2/core.hpp"), SizeIs(1));

    EXPECT_THAT(includes("kiosk/device/os/a.cpp", "unistd.h"), IsEmpty());
    EXPECT_THAT(includes("kiosk/net/a.cpp", "curl/curl.h"), IsEmpty());
    EXPECT_THAT(includes("ui/toolkit/a.cpp", "SDL2/SDL.h"), IsEmpty());
    EXPECT_THAT(includes("kiosk/visit/a.cpp", "vector"), IsEmpty());
}

TEST(Opening, IsOneSentenceWithTheFilesName) {
    EXPECT_THAT(opening(file("a/b.cpp", "#include <x>\n")), SizeIs(1));
    EXPECT_THAT(opening(file("a/b.cpp", "// b - does something useful\n#include <x>\n")), SizeIs(1));
    EXPECT_THAT(opening(file("a/b.cpp", "// c - does something useful.\n")), SizeIs(1));
    EXPECT_THAT(opening(file("a/b.cpp", "// b - x.\n")), SizeIs(1));
    EXPECT_THAT(opening(file("a/b.cpp", "// b - does something useful.\n")), IsEmpty());
    EXPECT_THAT(opening(file("a/b.cpp", "// b - does something\n// that is long to tell.\n\nint x;\n")), IsEmpty());
}

std::string body(std::string_view head, int lines) {
    std::string text = std::string(head) + " {\n";
    for (int i = 0; i < lines - 2; ++i) text += "    f();\n";
    return text + "}\n";
}

TEST(Lengths, OfFilesAndLines) {
    EXPECT_THAT(lengths(file("a.cpp", std::string(400, '\n'))), IsEmpty());
    EXPECT_THAT(lengths(file("a.cpp", std::string(401, '\n'))), SizeIs(1));
    EXPECT_THAT(lengths(file("a.cpp", std::string(120, 'x') + "\n")), IsEmpty());
    EXPECT_THAT(lengths(file("a.cpp", std::string(121, 'x') + "\n")), SizeIs(1));
    const std::string table = "// clang-format off\n" + std::string(300, 'x') + "\n// clang-format on\n";
    EXPECT_THAT(lengths(file("a.cpp", table)), IsEmpty()) << "a table whose columns are set by hand";
    EXPECT_THAT(lengths(file("a.cpp", table + std::string(121, 'x') + "\n")), SizeIs(1));
    std::string accents;
    for (int i = 0; i < 120; ++i) accents += "\u00e9";
    EXPECT_THAT(lengths(file("a.cpp", accents + "\n")), IsEmpty()) << "columns are characters, not bytes";
}

TEST(Lengths, OfFunctions) {
    EXPECT_THAT(lengths(file("a.cpp", body("int f()", 70))), IsEmpty());
    EXPECT_THAT(lengths(file("a.cpp", body("int f()", 71))), ElementsAre(HasSubstr("a.cpp:1: a function of 71 lines")));
    EXPECT_THAT(lengths(file("a.cpp", "#include <x>\nnamespace n {\n" + body("A::A(int x) : x_(x)", 90) + "}\n")),
                SizeIs(1));
    EXPECT_THAT(lengths(file("a.cpp", "struct S {\n" + body("bool operator==(const S& o) const", 90) + "};\n")),
                SizeIs(1));
    EXPECT_THAT(lengths(file("a.cpp", body("namespace n", 90))), IsEmpty());
    EXPECT_THAT(lengths(file("a.cpp", body("class [[nodiscard]] C : public B<int(int)>", 90))), IsEmpty());
    EXPECT_THAT(lengths(file("a.cpp", body("constexpr std::array kTable =", 90))), IsEmpty())
        << "a table is not a function";
    EXPECT_THAT(lengths(file("a.cpp", "// {\nconst char* s = \"{\";\nconst char c = '{';\n" + body("int f()", 70))),
                IsEmpty());
}

Findings code(std::string text, std::string path = "kiosk/visit/a.cpp") {
    return banned(file(std::move(path), std::move(text)));
}

TEST(Banned, CallsAreFound) {
    EXPECT_THAT(code("strcpy(a, b);"), SizeIs(1));
    EXPECT_THAT(code("sprintf(a, \"%d\", 1);"), SizeIs(1));
    EXPECT_THAT(code("std::system(\"ls\");"), SizeIs(1));
    EXPECT_THAT(code("x = system(\"ls\");"), SizeIs(1));
    EXPECT_THAT(code("int r = rand();"), SizeIs(1));
    EXPECT_THAT(code("thread.detach();"), SizeIs(1));
    EXPECT_THAT(code("std::this_thread::sleep_for(1s);"), SizeIs(1));
    EXPECT_THAT(code("GTEST_SKIP();"), SizeIs(1));
    EXPECT_THAT(code("curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);"), SizeIs(1));
    EXPECT_THAT(code("curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST,0);"), SizeIs(1));
    EXPECT_THAT(code("curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);"), SizeIs(1));
    EXPECT_THAT(code("using namespace std;"), SizeIs(1));
    EXPECT_THAT(code("std::cout << x;"), SizeIs(1));
    EXPECT_THAT(code("fmt::print(\"{}\", name.reveal());", "tests/a.cpp"), SizeIs(1));
    EXPECT_THAT(code("log_event(name.reveal());"), SizeIs(1));
}

TEST(Banned, WhatOnlyLooksLikeThemIsLeftAlone) {
    EXPECT_THAT(code("// strcpy(a, b) would be wrong; std::cout too\nint x;"), IsEmpty());
    EXPECT_THAT(code("const char* s = \"system(1) and rand()\";"), IsEmpty());
    EXPECT_THAT(code("auto s = R\"(sleep_for(1))\";"), IsEmpty());
    EXPECT_THAT(code("operand(); clock.system(); snprintf(a, sizeof a, f);"), IsEmpty());
    EXPECT_THAT(code("GTEST_SKIP() << \"needs a camera\";"), IsEmpty());
    EXPECT_THAT(code("curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);"), IsEmpty());
    EXPECT_THAT(code("using namespace std::chrono_literals;"), IsEmpty());
    EXPECT_THAT(code("curl_easy_setopt(c, CURLOPT_VERBOSE, 0L);"), IsEmpty());
    EXPECT_THAT(code("std::fputs(text, stdout);", "kiosk/ctl.cpp"), IsEmpty());
    EXPECT_THAT(code("reader_.detach();", "drivers/camera/feed.cpp"), IsEmpty());
}

TEST(Strangers, AreFound) {
    const std::string later = std::string("// TO") + "DO: later";
    EXPECT_THAT(strangers(file("a.md", later)), SizeIs(1));
    EXPECT_THAT(strangers(file("a.md", std::string("see /ho") + "me/ann/x")), SizeIs(1));
    EXPECT_THAT(strangers(file("a.md", std::string("FROM docker.i") + "o/debian")), SizeIs(1));
    EXPECT_THAT(strangers(file("a.md", "what is done, is done")), IsEmpty());
}

TEST(Catalog, EmptyAndFuzzyTextsAreFound) {
    EXPECT_THAT(catalog(file("es.po", "msgid \"a\"\nmsgstr \"\"\n\nmsgid \"b\"\nmsgstr \"B\"\n")), SizeIs(1));
    EXPECT_THAT(catalog(file("es.po", "#, fuzzy\nmsgid \"a\"\nmsgstr \"A\"\n")), SizeIs(1));
    EXPECT_THAT(catalog(file("es.po", "msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n")), IsEmpty());
}

}  // namespace
}  // namespace vestibule::tidy
