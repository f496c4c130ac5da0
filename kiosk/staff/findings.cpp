// findings - the words for each test by hand, good and bad.
#include "kiosk/staff/findings.hpp"

namespace vestibule::staff {

using diagnostics::judged;
using diagnostics::say;
using diagnostics::Verdict;

diagnostics::Finding judged_by_hand(Hand hand, bool good, const StaffView& view) {
    // What a person should have seen or heard is the limit.
    const auto seen = [good](const char* well, const char* ill, const char* hint) {
        return judged(good, Verdict::Fail, good ? well : ill, well, hint);
    };
    switch (hand) {
        case Hand::Touch:
            return judge_glass(view.touched.count());
        case Hand::Keypad:
            return judged(good, Verdict::Fail, say("{0} keys answered", view.pressed.count()), std::to_string(kKeys),
                          "Check the keypad's cable, then replace it.");
        case Hand::Display:
            return seen("clean", "a spot, a line or a shadow", "Clean the glass; what stays is the display.");
        case Hand::BurnIn:
            return seen("even", "a shadow of old screens",
                        "Turn the display off for a night; what stays, stays: replace it.");
        case Hand::Upright:
            return seen("upright", "turned",
                        "Turn the display in its frame, or set its rotation on the kernel's command line.");
        case Hand::SoundLeft:
            return seen("heard in the left ear alone", "not heard in the left ear alone",
                        "Try other headphones; then the socket, its cable, and [devices] sound.");
        case Hand::SoundRight:
            return seen("heard in the right ear alone", "not heard in the right ear alone",
                        "Try other headphones; then the socket, its cable, and [devices] sound.");
        case Hand::Printer:
            return seen("a page that can be read", "no page, or one that cannot be read",
                        "Look for paper and its right side, and for jams; clean the print head.");
        default:
            return diagnostics::inconclusive("nobody judges it");  // a machine does
    }
}

}  // namespace vestibule::staff
