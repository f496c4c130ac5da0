// retakes - the reasons for which a provider wants a picture again, and what the patient is told of each.
#pragma once

#include <array>
#include <string_view>

#include "kiosk/capture/capture.hpp"

namespace vestibule::identity {

struct RetakeReason {
    std::string_view word;   ///< the capture interface's own
    capture::Hint document;  ///< what is said of a document's picture ...
    capture::Hint face;      ///< ... and of a face's
};

/// The closed set, in one table: a reason that a provider adds is a line here.
inline constexpr std::array kRetakeReasons = {
    RetakeReason{"blurred_photo", capture::Hint::Blurred, capture::Hint::HoldStill},
    RetakeReason{"dark_photo", capture::Hint::TooDark, capture::Hint::TooDark},
    RetakeReason{"glare_on_photo", capture::Hint::Glare, capture::Hint::LightOnFace},
    RetakeReason{"cut_off_document", capture::Hint::CentreIt, capture::Hint::CentreIt},
    RetakeReason{"no_document", capture::Hint::ShowDocument, capture::Hint::ShowFace},
    RetakeReason{"incorrect_side", capture::Hint::WrongSide, capture::Hint::ShowFace},
    RetakeReason{"unreadable_barcode", capture::Hint::MoveCloser, capture::Hint::ShowFace},
    RetakeReason{"no_face", capture::Hint::ShowDocument, capture::Hint::ShowFace},
    RetakeReason{"several_faces", capture::Hint::ShowDocument, capture::Hint::OneFaceOnly},
    RetakeReason{"blank_photo", capture::Hint::ShowDocument, capture::Hint::ShowFace},
    RetakeReason{"covered_photo", capture::Hint::Covered, capture::Hint::ShowFace},
    RetakeReason{"damaged_document", capture::Hint::ShowDocument, capture::Hint::ShowFace},
    RetakeReason{"no_document_in_image", capture::Hint::ShowDocument, capture::Hint::ShowFace},
    RetakeReason{"two_documents_uploaded", capture::Hint::ShowDocument, capture::Hint::ShowFace},
    RetakeReason{"photo_of_screen", capture::Hint::ShowDocument, capture::Hint::ShowFace},
    RetakeReason{"document_on_printed_paper", capture::Hint::ShowDocument, capture::Hint::ShowFace},
};

/// What to tell the patient; of a word that is not in the table the general thing: show it again.
[[nodiscard]] constexpr capture::Hint hint_for(std::string_view word, capture::Target target) {
    const bool face = target == capture::Target::Face;
    for (const RetakeReason& one : kRetakeReasons)
        if (one.word == word) return face ? one.face : one.document;
    return face ? capture::Hint::ShowFace : capture::Hint::ShowDocument;
}

}  // namespace vestibule::identity
