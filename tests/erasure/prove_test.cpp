// prove_test - `vestibulectl erasure prove` with the programs that ship, and how it says no.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>

namespace vestibule::erasure {
namespace {

namespace fs = std::filesystem;

struct Said {
    int code = -1;
    std::string text;
};

/// A runtime folder and all profiles in one folder, as a kiosk has them.
class Prove : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "prove-test-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        fs::create_directories(folder_ / "run");
        for (const char* room : {"identity", "records"})
            fs::copy(fs::path(VESTIBULE_SOURCE) / "kiosk" / room / "profiles", folder_ / "profiles",
                     fs::copy_options::recursive);
    }
    void TearDown() override { fs::remove_all(folder_); }
    [[nodiscard]] Said prove(const std::string& more = {}) const {
        const std::string command = std::string(VESTIBULE_BIN "/vestibulectl erasure prove --runtime-dir ") +
                                    (folder_ / "run").string() + " --profiles " + (folder_ / "profiles").string() +
                                    " " + more + " 2>&1";
        Said said;
        FILE* pipe = popen(command.c_str(), "r");
        if (pipe == nullptr) return said;
        for (char line[512]; std::fgets(line, sizeof line, pipe) != nullptr;) said.text += line;
        const int status = pclose(pipe);
        said.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        return said;
    }
    fs::path folder_;
};

TEST_F(Prove, ShowsThePageForAnAuditor) {
    const Said said = prove();
    EXPECT_EQ(said.code, 0) << said.text;
    EXPECT_NE(said.text.find("Erased: proved."), std::string::npos) << said.text;
    EXPECT_NE(said.text.find("Not exercised:"), std::string::npos);
    for (const char* kind :
         {"name", "birth date", "address", "e-mail", "phone", "password", "code", "token", "picture"})
        EXPECT_NE(said.text.find(kind), std::string::npos) << kind;
    EXPECT_TRUE(fs::is_empty(folder_ / "run")) << "the proof leaves the kiosk's own folder as it was";
}

TEST_F(Prove, WaitsForNoPatientToBeThere) {
    const int lock = open((folder_ / "run/visit").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ASSERT_EQ(flock(lock, LOCK_SH), 0);
    const Said said = prove();
    EXPECT_EQ(said.code, 10);
    EXPECT_NE(said.text.find("a patient is being served"), std::string::npos) << said.text;
    close(lock);
}

TEST_F(Prove, BelievesNoProgramThatDoesNotPlay) {
    const Said said = prove("--program /bin/true");
    EXPECT_EQ(said.code, 10);
    EXPECT_NE(said.text.find("ended too soon"), std::string::npos) << said.text;
}

}  // namespace
}  // namespace vestibule::erasure
