// scan_test - the scanner itself: it finds every form of a text, in memory and in files, and nothing where nothing is.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "kiosk/privacy/os/scan.hpp"

namespace vestibule::privacy {
namespace {

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

int found(const std::string& haystack) {
    Scanner scanner;
    scanner.add_text("name", "Ünya & Co");
    Finds finds;
    scanner.scan(bytes_of(haystack), "here", finds);
    return finds.of("name");
}

TEST(Scanner, KnowsTheForms) {
    EXPECT_EQ(found("xx\xC3\x9Cnya & Coyy"), 1);
    EXPECT_EQ(found(std::string("x\xDC\0n\0y\0a\0 \0&\0 \0C\0o\0", 19)), 1) << "UTF-16";
    EXPECT_EQ(found("{\"n\":\"\\u00dcnya & Co\"}"), 1);
    EXPECT_EQ(found("n=%C3%9Cnya%20%26%20Co"), 1);
    EXPECT_EQ(found("n=%C3%9Cnya+%26+Co&"), 1);
    EXPECT_EQ(found("w5xueWEgJiBDbw=="), 1) << "base64 of the text alone";
    EXPECT_EQ(found("eMOcbnlhICYgQ28="), 1) << "base64 of x and the text";
    EXPECT_EQ(found("eHjDnG55YSAmIENv"), 1) << "base64 of xx and the text";
    EXPECT_EQ(found("unya & co"), 0);
    EXPECT_EQ(found(""), 0);
}

TEST(Scanner, FindsWhatLiesAcrossItsChunks) {
    Scanner scanner;
    scanner.add_text("name", "Wilhelmina");
    const std::string file = testing::TempDir() + "scanned";
    std::ofstream(file) << std::string((4 << 20) - 5, 'x') << "Wilhelmina" << std::string(100, 'y') << "Wilhelmina";
    EXPECT_EQ(scanner.file(file).of("name"), 2);
    std::filesystem::remove(file);
}

TEST(Scanner, ReadsTheMemoryOfAnotherProcess) {
    if (geteuid() != 0) GTEST_SKIP() << "only root may look into processes that are not dumpable";
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        // Eight megabytes with the word at both ends of what one look takes.
        std::string block(8 << 20, 'x');
        for (const std::size_t at : {std::size_t{1}, block.size() / 2 - 3, block.size() - 20}) {
            for (std::size_t i = 0; i < 10; ++i) block[at + i] = static_cast<char>("Zvoyuryzvan"[i] ^ 0);
        }
        [[maybe_unused]] const ssize_t told = write(ends[1], block.data(), 1);
        pause();
        _exit(0);
    }
    char ready = 0;
    ASSERT_EQ(read(ends[0], &ready, 1), 1);
    Scanner scanner;
    scanner.add_text("word", "Zvoyuryzva");
    // Three copies, and the word in the program itself.
    EXPECT_GE(scanner.process(child).value().of("word"), 3);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}

}  // namespace
}  // namespace vestibule::privacy
