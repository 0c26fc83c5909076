// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/dialogs/comicexportrequest.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QSlider;
class QSpinBox;

namespace koma {

/// Asks how and where to export a comic; nothing is written here. What cannot be done is said in a
/// sentence beside the button that it disables. The choices of the last time are kept in the
/// settings. GUI thread; the settings must outlive it.
class ExportComicDialog : public QDialog
{
    Q_OBJECT

public:
    /// `name` is the file's without an ending, `folder` where none was used before.
    ExportComicDialog(Comic comic, const QString &name, const QString &folder, QSettings &settings,
                      QWidget *parent = nullptr);

    [[nodiscard]] ComicExportRequest request() const;
    /// What would come out; empty where nothing can.
    [[nodiscard]] QString summary() const;
    /// Why it cannot be exported; empty where it can.
    [[nodiscard]] QString problem() const;

    void accept() override;

private:
    void makeControls();
    void layOut(const QString &name);
    void restore(const QString &folder);
    [[nodiscard]] ComicFormat format() const;
    [[nodiscard]] PictureFormat pictureFormat() const;
    [[nodiscard]] QString filePath() const;
    [[nodiscard]] QString placeProblem() const;
    [[nodiscard]] QString replacedFile() const;
    void chooseFolder();
    void changeFormat();
    void updateState();

    Comic m_comic;
    QSettings &m_settings;
    QFormLayout *m_form = nullptr;
    QComboBox *m_format;
    QComboBox *m_pictures;
    QLineEdit *m_pages;
    QSpinBox *m_dpi;
    QComboBox *m_area;
    QSlider *m_qualitySlider;
    QSpinBox *m_quality;
    QSpinBox *m_sliceWidth;
    QSpinBox *m_sliceHeight;
    QLineEdit *m_name;
    QLineEdit *m_folder;
    QLabel *m_summary;
    QLabel *m_warning;
    QPushButton *m_exportButton;
    QWidget *m_qualityRow = nullptr;
    QWidget *m_sliceRow = nullptr;
};

} // namespace koma
