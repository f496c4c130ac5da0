// allocation_test - once it has seen a frame, the finder asks for no memory any more: neither for objects nor for
// pictures.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/find.hpp"
#include "kiosk/capture/thresholds.hpp"
#include "tests/capture/score/sets.hpp"

namespace {
std::atomic<long> asked{0};  ///< how often the program asked for memory
}  // namespace

void* operator new(std::size_t size) {
    ++asked;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size) {
    return operator new(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace vestibule::score {
namespace {

/// Counts what cv::Mat asks for, which does not go through operator new.
class CountingAllocator final : public cv::MatAllocator {
public:
    cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, size_t* step, cv::AccessFlag flags,
                           cv::UMatUsageFlags usage) const override {
        ++asked;
        return inner_->allocate(dims, sizes, type, data, step, flags, usage);
    }
    bool allocate(cv::UMatData* block, cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
        return inner_->allocate(block, flags, usage);
    }
    void deallocate(cv::UMatData* block) const override { inner_->deallocate(block); }

private:
    cv::MatAllocator* inner_ = cv::Mat::getStdAllocator();
};

TEST(Allocation, TheFinderAsksForNoMemoryAfterItsFirstFrame) {
    static CountingAllocator counting;
    Prints prints;
    capture::Finder finder(capture::limits::assumed_focal_share);
    std::vector<capture::Images> frames;
    for (const Set set : {Set::Clean, Set::Clutter, Set::Fingers, Set::None}) {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            const Exposed exposed = expose(scene(set, Family::Tuned, seed, prints));
            capture::Images images;
            cv::cvtColor(exposed.picture, images.grey, cv::COLOR_BGR2GRAY);
            capture::reduce_images(images);
            frames.push_back(images);
        }
    }
    ASSERT_TRUE(finder.find(frames.front(), capture::limits::id1_aspect));
    cv::Mat::setDefaultAllocator(&counting);
    const long before = asked;
    int found = 0;
    for (const capture::Images& images : frames) found += finder.find(images, capture::limits::id1_aspect) ? 1 : 0;
    const long after = asked;
    cv::Mat::setDefaultAllocator(cv::Mat::getStdAllocator());
    EXPECT_GT(found, 4);
    EXPECT_EQ(after, before);
}

}  // namespace
}  // namespace vestibule::score
