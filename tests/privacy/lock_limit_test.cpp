// lock_limit_test - a limit that is too small for the locked pool is told: how much, what the limit is, what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "kiosk/privacy/os/locked.hpp"
#include "tests/privacy/released.hpp"

namespace vestibule::privacy {
namespace {

using ::testing::HasSubstr;

/// Root may lock what it likes; a kiosk's user may not.
void become_ordinary(rlim_t limit_bytes) {
    const rlimit limit{limit_bytes, limit_bytes};
    ASSERT_EQ(setrlimit(RLIMIT_MEMLOCK, &limit), 0);
    __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, 2> none{};
    ASSERT_EQ(syscall(SYS_capset, &head, none.data()), 0);
}

/// What a process with that limit says of `bytes` of a patient's.
std::string said_with(rlim_t limit_bytes, std::size_t bytes) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        become_ordinary(limit_bytes);
        void* const block = take_locked(bytes);
        const auto shortage = lock_shortage();
        const std::string said = shortage ? shortage->sentence() : "nothing";
        (void)!write(ends[1], said.data(), said.size());
        give_locked(block, bytes);
        _exit(0);
    }
    close(ends[1]);
    std::string said(4096, '\0');
    const ssize_t length = read(ends[0], said.data(), said.size());
    close(ends[0]);
    waitpid(child, nullptr, 0);
    said.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
    return said;
}

TEST(LockLimit, ThatIsTooSmallIsTold) {
#ifdef VESTIBULE_PLAIN_MEMORY
    GTEST_SKIP() << "this build has no locked pool";
#endif
    const std::string said = said_with(64 * 1024, 1 << 20);
    EXPECT_THAT(said, HasSubstr("1024 KiB could not be locked (Cannot allocate memory)"));
    EXPECT_THAT(said, HasSubstr("RLIMIT_MEMLOCK is 64 KiB"));
    EXPECT_THAT(std::string(describe(ErrorCode::MemoryNotLocked).action), HasSubstr("LimitMEMLOCK="));
}

TEST(LockLimit, ThatSufficesIsNot) {
#ifdef VESTIBULE_PLAIN_MEMORY
    GTEST_SKIP() << "this build has no locked pool";
#endif
    EXPECT_EQ(said_with(16 << 20, 1 << 20), "nothing");
}

}  // namespace
}  // namespace vestibule::privacy
