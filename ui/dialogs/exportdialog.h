// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/stylecard.h"
#include "core/imaging/image.h"
#include "core/imaging/pictureio.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;
class QSpinBox;

namespace koma {

/// "holiday - Gibson pen & ink.png".
QString suggestedFileName(const QString &pictureName, const StyleCard &style, PictureFormat format);

/// Asks where and how to write the result. An existing file is named before it is replaced; nothing
/// is written here.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    struct Setup
    {
        QString folder;
        QString pictureName;
        StyleCard style;
        WriteOptions options;
        ImageSize size;
        bool hasAlpha = false;
        bool isDeep = false; ///< 16 bit
    };

    explicit ExportDialog(const Setup &setup, QWidget *parent = nullptr);

    [[nodiscard]] QString filePath() const;
    [[nodiscard]] WriteOptions options() const;

    [[nodiscard]] QComboBox *formatBox() const { return m_format; }
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] QLineEdit *folderField() const { return m_folder; }
    [[nodiscard]] QSpinBox *qualityBox() const { return m_quality; }
    [[nodiscard]] QPushButton *exportButton() const { return m_exportButton; }
    [[nodiscard]] QString note() const;

private:
    [[nodiscard]] PictureFormat format() const;
    void layOut();
    void chooseFolder();
    void changeFormat();
    void updateState();
    [[nodiscard]] QString formatNote() const;

    Setup m_setup;
    QLineEdit *m_name;
    QLineEdit *m_folder;
    QPushButton *m_browse;
    QComboBox *m_format;
    QLabel *m_qualityLabel;
    QSlider *m_qualitySlider;
    QSpinBox *m_quality;
    QLabel *m_note;
    QLabel *m_warning;
    QPushButton *m_exportButton;
};

} // namespace koma
