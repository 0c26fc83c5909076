// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/errortext.h"

#include <QCoreApplication>

namespace koma {
namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(koma::ErrorText)

public:
    static QString title(Activity activity)
    {
        switch (activity) {
        case Activity::Opening:
            return tr("The picture could not be opened");
        case Activity::Drawing:
            return tr("The drawing could not be made");
        case Activity::Exporting:
            return tr("The result could not be exported");
        case Activity::Sharing:
            return tr("The result could not be handed over");
        case Activity::LoadingStyle:
            return tr("A style cannot be used");
        case Activity::Training:
            return tr("The training could not go on");
        case Activity::History:
            return tr("The history of runs has a problem");
        case Activity::ImportingStyle:
            return tr("The style was not taken in");
        case Activity::OpeningComic:
            return tr("The comic could not be opened");
        case Activity::SavingComic:
            return tr("The comic could not be saved");
        case Activity::ImportingPages:
            return tr("The pages could not be imported");
        case Activity::ExportingComic:
            return tr("The comic could not be exported");
        case Activity::Recovering:
            return tr("The comic could not be recovered");
        case Activity::Journal:
            return tr("The comic is not kept safe: save it often");
        }
        return {};
    }

    static QString explanation(ErrorKind kind)
    {
        switch (kind) {
        case ErrorKind::Cancelled:
            return tr("It was stopped.");
        case ErrorKind::InvalidArgument:
            return tr("The request does not fit this picture.");
        case ErrorKind::NotFound:
            return tr("It is not there any more.");
        case ErrorKind::Unreadable:
            return tr("The file cannot be read.");
        case ErrorKind::Unwritable:
            return tr("The file cannot be written.");
        case ErrorKind::BadFormat:
            return tr("The file is damaged or is not what its name says.");
        case ErrorKind::VersionTooNew:
            return tr("It was made by a newer Koma.");
        case ErrorKind::Unsupported:
            return tr("This Koma or this device cannot do that.");
        case ErrorKind::TooLarge:
            return tr("It is larger than Koma can handle.");
        case ErrorKind::OutOfMemory:
            return tr("There was not enough memory.");
        case ErrorKind::DeviceLost:
            return tr("The graphics card stopped answering.");
        case ErrorKind::HashMismatch:
            return tr("The file was changed since it was made.");
        case ErrorKind::NumericalFailure:
            return tr("The computation went out of range.");
        case ErrorKind::Internal:
            return tr("Koma made a mistake.");
        }
        return {};
    }

    static QString nextStep(ErrorKind kind, Activity activity)
    {
        const bool isWriting = activity == Activity::Exporting || activity == Activity::Sharing;
        switch (kind) {
        case ErrorKind::NotFound:
            return tr("Check that the folder is still connected, or choose the file again.");
        case ErrorKind::Unreadable:
            return tr("Check that you may read it, or copy it to another folder.");
        case ErrorKind::Unwritable:
            return tr("Choose another folder, or free some space on the disk.");
        case ErrorKind::BadFormat:
            return activity == Activity::LoadingStyle
                       ? tr("Install the style again.")
                       : tr("Open it in the program it came from and save it as PNG or JPEG.");
        case ErrorKind::VersionTooNew:
            return tr("Update Koma.");
        case ErrorKind::Unsupported:
            return tr("Choose another format or another style.");
        case ErrorKind::InvalidArgument:
        case ErrorKind::TooLarge:
            return isWriting ? tr("Choose another format.")
                             : tr("Resize the picture: sides of 16 to 16384 pixels work.");
        case ErrorKind::OutOfMemory:
            return tr("Close other programs and try again. Your picture is still open.");
        case ErrorKind::DeviceLost:
            return tr("Koma goes on with the processor; try again.");
        case ErrorKind::HashMismatch:
            return tr("Install the style again.");
        case ErrorKind::NumericalFailure:
        case ErrorKind::Internal:
            return tr("Try again; if it happens again, please report it.");
        case ErrorKind::Cancelled:
            return {};
        }
        return {};
    }
};

} // namespace

ErrorText errorText(const Error &error, Activity activity)
{
    // Their failures are not about pictures, and the core's words say what to do.
    const bool isOfComics =
        activity == Activity::OpeningComic || activity == Activity::SavingComic ||
        activity == Activity::ImportingPages || activity == Activity::ExportingComic ||
        activity == Activity::Recovering || activity == Activity::Journal;
    const bool speaksForItself =
        isOfComics || activity == Activity::History || activity == Activity::ImportingStyle;
    if (speaksForItself && !error.message.empty())
        return {Texts::title(activity), QString::fromStdString(error.message), {}};
    QString explanation = Texts::explanation(error.kind);
    if (!error.message.empty())
        explanation += QLatin1Char(' ') + QString::fromStdString(error.message);
    return {Texts::title(activity), explanation, Texts::nextStep(error.kind, activity)};
}

} // namespace koma
